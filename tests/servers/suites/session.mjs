// Temporary credentials: asked for by a request signed for STS, then used with their session token.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { Bucket, send, signerFor, ways } from "../store.mjs";
import { element } from "../xml.mjs";

const odd = ["a+b", "a%2Fb", "a/../c", "//double", "!'()*", "cafe\u0301", "?acl", "😀"];

export function sessionSuite(server) {
  describe("temporary credentials", { timeout: 60_000 }, () => {
    const sts = signerFor(server, { service: "sts" });
    const form = { Action: "AssumeRole", Version: "2011-06-15", RoleArn: server.role, RoleSessionName: "of-a-test" };
    const body = new URLSearchParams(form).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded; charset=utf-8" };
    const assumeRole = () => sts.sign({ url: server.stsEndpoint, headers, body });
    let temporary;

    before(async () => {
      const { outcome, text } = await send(assumeRole(), body);
      assert.equal(outcome, "200", text);
      const [accessKeyId, secretAccessKey, sessionToken] = ["AccessKeyId", "SecretAccessKey", "SessionToken"].map(
        (name) => element(text, name),
      );
      temporary = { accessKeyId, secretAccessKey, sessionToken };
    });

    test("a request for STS with another body is refused", async () => {
      assert.equal((await send(assumeRole(), body.replace("of-a-test", "of-others"))).status, 403);
    });

    for (const way of Object.keys(ways)) {
      const bucket = (changes = {}) =>
        new Bucket(
          { ...server, endpoint: server.stsEndpoint, credentials: { ...temporary, ...changes } },
          `session-${way}`,
          way,
        );

      test(`${way}: odd keys`, async () => {
        assert.equal((await bucket().create()).outcome, "200");
        for (const key of odd) assert.equal((await bucket().put(key, `session ${key}`)).outcome, "200", key);
        for (const key of odd) assert.equal((await bucket().request({ key })).text, `session ${key}`);
      });

      test(`${way}: without the token, with another, with a changed one`, async () => {
        const { sessionToken } = temporary;
        const changed = sessionToken.replace(/^./, (letter) => (letter === "A" ? "B" : "A"));
        for (const [what, other] of Object.entries({ none: undefined, another: "another", changed })) {
          const { outcome } = await bucket({ sessionToken: other }).request({ key: odd[0] });
          assert.match(outcome, /^(403 |400 )/, what);
        }
      });

      test(`${way}: the token changed or taken away after signing`, async () => {
        const request = bucket().signed({ key: odd[0] });
        assert.equal((await send(request)).outcome, "200");
        const { "x-amz-security-token": _, ...others } = request.headers;
        const url = request.url.replace(/X-Amz-Security-Token=[^&]*&/, "");
        assert.notDeepEqual({ url, headers: others }, { url: request.url, headers: request.headers });
        assert.equal((await send({ ...request, url, headers: others })).status, 403);
      });
    }
  });
}
