/**
 * The Blob that fetch would send for a form (HTML's multipart/form-data encoding algorithm), so that it can be read
 * and hashed first: WebKit cannot read a Request whose form holds a file.
 */
export async function formBlob(form: FormData): Promise<Blob> {
  const boundary = `form-${crypto.getRandomValues(new Uint32Array(4)).join("-")}`;
  // Of a Blob that is a polyfill's, the platform's would hold the name.
  const parts: (string | ArrayBuffer)[] = [];
  for (const [name, value] of [...form]) {
    parts.push(`--${boundary}\r\nContent-Disposition: form-data; name="${escaped(lines(name))}"`);
    if (typeof value === "string") {
      parts.push(`\r\n\r\n${lines(value)}\r\n`);
    } else {
      const type = value.type || "application/octet-stream";
      parts.push(
        `; filename="${escaped(value.name)}"\r\nContent-Type: ${type}\r\n\r\n`,
        await value.arrayBuffer(),
        "\r\n",
      );
    }
  }
  return new Blob([...parts, `--${boundary}--\r\n`], { type: `multipart/form-data; boundary=${boundary}` });
}

function lines(text: string): string {
  return text.replace(/\r\n|\r|\n/g, "\r\n");
}

function escaped(name: string): string {
  return name.replace(/[\r\n"]/g, encodeURIComponent);
}
