import { AwsClient, AwsV4Signer } from "aws4fetch";
import { credentials, dateTime, dynamodb, expiresIn, manyUrls, region, urls } from "../works.mjs";

const cache = new Map();
const expiring = (url) => `${url}?X-Amz-Expires=${expiresIn}`;
const expiringUrls = urls.map(expiring);
const expiringManyUrls = manyUrls.map(expiring);

async function presigned(url, date) {
  const options = { ...credentials, url, service: "s3", region, signQuery: true, cache, datetime: dateTime(date) };
  return (await new AwsV4Signer(options).sign()).url.href;
}

export const name = "aws4fetch";

export const presign = (i, date) => presigned(expiringUrls[i & 63], date);

export const presignMany = (date) => Promise.all(expiringManyUrls.map((url) => presigned(url, date)));

export async function dynamodbPost(i, date) {
  const { url, posts } = dynamodb;
  const { headers, body } = posts[i & 63];
  const options = { ...credentials, url, service: "dynamodb", region, headers, body, allHeaders: true, cache };
  return (await new AwsV4Signer({ ...options, datetime: dateTime(date) }).sign()).headers.get("authorization");
}

const client = new AwsClient({ ...credentials, service: "dynamodb", region, cache });

export async function dynamodbRequest(i, date) {
  const { fetchHeaders: headers, posts } = dynamodb;
  const { body } = posts[i & 63];
  const aws = { allHeaders: true, datetime: dateTime(date) };
  return (await client.sign(dynamodb.url, { method: "POST", headers, body, aws })).headers.get("authorization");
}
