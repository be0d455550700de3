import { checkedArguments, HASH_HEADER, PRESIGN_ARGUMENTS } from "./aws-sdk-request.js";
import { SdkSigner } from "./aws-sdk-signer.js";
import type {
  RequestPresigningArguments,
  SdkClient,
  SdkCommand,
  SdkRequest,
  SdkSignerOptions,
} from "./aws-sdk-types.js";
import { checkNames } from "./options.js";
import { refusal, show } from "./refusals.js";

/** The SDK's own default. */
const EXPIRES_IN = 900;
/** What the SDK adds to tell its requests apart, and a hash: a URL is used by others, with bodies of their own. */
const OF_ONE_ATTEMPT = ["amz-sdk-invocation-id", "amz-sdk-request", "x-amz-user-agent", HASH_HEADER];

const FRAMING = ["x-amz-trailer", "x-amz-decoded-content-length", "x-amz-sdk-checksum-algorithm", "transfer-encoding"];

/** One for each client, as its signing key is worth keeping. */
const signers = new WeakMap<object, SdkSigner>();

function signerOf(credentials: SdkSignerOptions["credentials"]): SdkSigner {
  const signer = signers.get(credentials) ?? new SdkSigner({ credentials });
  signers.set(credentials, signer);
  return signer;
}

interface AuthScheme {
  name: string;
  signingName?: string;
  signingRegion?: string;
}

/**
 * A presigned URL for a command, of the same shape as the one in @aws-sdk/s3-request-presigner and for every service:
 * the client's endpoint, region, credentials and middleware make the request, which is presigned here.
 * The checksum of a body that is not there yet is left out of it. 900 seconds by default. Rejects with `OPTION_INVALID` for
 * what is no client or no command, and with the client's own errors.
 */
export async function getSignedUrl(
  client: SdkClient,
  command: SdkCommand,
  options: RequestPresigningArguments = {},
): Promise<string> {
  const given = checkedArguments(options);
  checkNames(options, new Set(PRESIGN_ARGUMENTS));
  if (typeof client?.middlewareStack?.clone !== "function") {
    throw refusal("OPTION_INVALID", show(client), "client must be a client of the AWS SDK v3");
  }
  if (typeof command?.resolveMiddleware !== "function") {
    throw refusal("OPTION_INVALID", show(command), "command must be a command of the AWS SDK v3");
  }
  const made: { url?: string } = {};
  const presignInstead = (_next: unknown, context: Context) => async (args: { request: SdkRequest }) => {
    const { request } = args;
    for (const name of OF_ONE_ATTEMPT) delete request.headers[name];
    if (!request.body) removeEmptyChecksum(request.headers, command.input);
    if (request.headers["x-amz-trailer"]) removeFraming(request.headers);
    made.url = await presign(client, context, request, given);
    return { response: {}, output: { $metadata: { httpStatusCode: 200 } } };
  };
  const stack = client.middlewareStack.clone();
  const place = { name: "presignInsteadMiddleware", relation: "before", toMiddleware: "awsAuthMiddleware" };
  stack.addRelativeTo(presignInstead, place);
  const handler = command.resolveMiddleware(stack, client.config, {});
  try {
    // A copy, since the SDK writes its defaults into it.
    await handler({ input: { ...command.input } });
  } catch (error) {
    // A client that misses something in the answer, as SQS's does, cannot know that none was asked for.
    if (made.url === undefined) throw error;
  }
  return made.url as string;
}

interface Context {
  endpointV2?: { properties?: { authSchemes?: AuthScheme[] } };
  s3ExpressIdentity?: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
}

async function presign(client: SdkClient, context: Context, request: SdkRequest, given: RequestPresigningArguments) {
  const { config } = client;
  const schemes = context.endpointV2?.properties?.authSchemes ?? [];
  const scheme = schemes.find(({ name }) => name.startsWith("sigv4") && name !== "sigv4a");
  if (schemes.length > 0 && !scheme) {
    throw refusal(
      "OPTION_INVALID",
      schemes.map(({ name }) => name).join(),
      "the endpoint must take Signature Version 4",
    );
  }
  if (given.unhoistableHeaders?.has(HASH_HEADER)) request.headers[HASH_HEADER] = "UNSIGNED-PAYLOAD";
  const headers = Object.keys(request.headers).map((name) => name.toLowerCase());
  const encryption = headers.filter((name) => name.startsWith("x-amz-server-side-encryption"));
  const presigning = {
    expiresIn: EXPIRES_IN,
    ...given,
    signingDate: given.signingDate ?? new Date(Date.now() + (config.systemClockOffset ?? 0)),
    signingRegion: given.signingRegion ?? scheme?.signingRegion ?? (await config.region()),
    signingService: given.signingService ?? scheme?.signingName ?? config.signingName ?? config.defaultSigningName,
    unsignableHeaders: new Set([...(given.unsignableHeaders ?? []), "content-type"]),
    unhoistableHeaders: new Set([...(given.unhoistableHeaders ?? []), ...encryption]),
  };
  const { url } = await signerOf(config.credentials).presignUrl(request, presigning, context.s3ExpressIdentity);
  return url;
}

/** A stream gets its checksum behind it, in a framing that an upload by the URL does not have. */
function removeFraming(headers: Record<string, string>): void {
  for (const name of FRAMING) delete headers[name];
  const encodings = (headers["content-encoding"] ?? "").split(",").filter((each) => each.trim() !== "aws-chunked");
  if (encodings.join() !== "") headers["content-encoding"] = encodings.join();
  else delete headers["content-encoding"];
}

/** The SDK hashes the body it is given, and here it is given none: only checksums in the input are of the real one. */
function removeEmptyChecksum(headers: Record<string, string>, input: object): void {
  const given = Object.entries(input).filter(([name]) => name.startsWith("Checksum"));
  const values = new Set(given.map(([, value]) => value));
  let kept = false;
  for (const [name, value] of Object.entries(headers)) {
    if (!/^x-amz-checksum-(?!mode$)/i.test(name)) continue;
    if (values.has(value)) kept = true;
    else delete headers[name];
  }
  if (!kept) delete headers["x-amz-sdk-checksum-algorithm"];
}
