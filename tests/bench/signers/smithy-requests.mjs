import { HttpRequest } from "@smithy/protocol-http";
import { dynamodb } from "../works.mjs";

/** The DynamoDB calls as the SDK's clients hand them to a signer. It copies them, so that they can be made once. */
export const posts = dynamodb.posts.map(
  ({ headers, body }) =>
    new HttpRequest({
      method: "POST",
      protocol: "https:",
      hostname: dynamodb.host,
      path: "/",
      headers: { host: dynamodb.host, ...headers },
      body,
    }),
);
