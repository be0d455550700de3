// The platform's hash, which the package loads when it has hashed enough.
import { Signer } from "../../pkg/index.js";

/** From here on it hashes what is long. */
export function loadPlatform() {
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
  const signer = new Signer({ credentials, region: "us-east-1", service: "s3" });
  signer.sign({ url: "https://example.com/", method: "PUT", body: "x".repeat(1 << 20) });
  signer.dispose();
}
