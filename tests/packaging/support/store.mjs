// Ceph's gateway with a bucket that pages may use.
import { s3Url, Signer } from "../../../pkg/index.js";
import { startCeph } from "../../servers/ceph.mjs";
import { element } from "../../servers/xml.mjs";

const CORS = `<CORSConfiguration><CORSRule>
<AllowedOrigin>*</AllowedOrigin><AllowedHeader>*</AllowedHeader><ExposeHeader>ETag</ExposeHeader>
${["GET", "HEAD", "PUT", "POST", "DELETE"].map((each) => `<AllowedMethod>${each}</AllowedMethod>`).join("")}
</CORSRule></CORSConfiguration>`;

/** `{ endpoint, stsEndpoint, region, credentials, bucket, signer, url(key, query), temporaryCredentials(), stop() }` */
export async function startStore() {
  const { endpoint, stsEndpoint, role, region, credentials, stop } = await startCeph();
  const bucket = "photos";
  const signer = new Signer({ credentials, region, service: "s3" });
  const url = (key, query) => s3Url({ endpoint, bucket, ...(key && { key }), ...(query && { query }) });
  try {
    for (const [target, body] of [
      [url(), undefined],
      [url(undefined, { cors: "" }), CORS],
    ]) {
      const response = await signer.fetch(target, { method: "PUT", body });
      if (!response.ok) throw new Error(`PUT ${target}: ${response.status} ${await response.text()}`);
    }
  } catch (error) {
    await stop();
    throw error;
  }

  async function temporaryCredentials() {
    const form = { Action: "AssumeRole", Version: "2011-06-15", RoleArn: role, RoleSessionName: "page" };
    const init = { method: "POST", body: new URLSearchParams(form) };
    const xml = await (await signer.fetch(stsEndpoint, init, { service: "sts" })).text();
    const [accessKeyId, secretAccessKey, sessionToken] = ["AccessKeyId", "SecretAccessKey", "SessionToken"].map(
      (name) => element(xml, name),
    );
    return { accessKeyId, secretAccessKey, sessionToken };
  }

  return { endpoint, stsEndpoint, region, credentials, bucket, signer, url, temporaryCredentials, stop };
}
