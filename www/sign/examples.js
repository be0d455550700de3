// Requests to begin with. Each says what to look at; what happens to it is for `explain` to say.
export const EXAMPLES = [
  {
    id: "ceph",
    group: "Five stories",
    name: "Ceph: an object named alpha!soup",
    lesson:
      "An upload that failed for years: the client signed `!`, the server `%21`. See the URI, and what became of User-Agent.",
    form: {
      method: "PUT",
      url: "https://s3.ecloud.today/alpha!soup/",
      headers: "User-Agent: Boto/2.48.0 Python/2.7.5 Linux/3.10.0-693.11.6.el7.x86_64",
      region: "us-east-1",
      service: "s3",
      when: "fixed",
      date: "2018-03-25T03:51:21Z",
    },
  },
  {
    id: "ec2",
    group: "Five stories",
    name: "EC2: DescribeRegions",
    lesson: "A query API without an SDK. The parameters were typed the other way round: see where each one goes.",
    form: {
      url: "https://ec2.amazonaws.com/?Version=2013-10-15&Action=DescribeRegions",
      region: "us-east-1",
      when: "fixed",
      date: "2019-09-06T06:30:00Z",
    },
  },
  {
    id: "spaces",
    group: "Five stories",
    name: "DigitalOcean Spaces: a presigned GET",
    lesson:
      "A link to a private picture, for half a minute. The last line decides: `UNSIGNED-PAYLOAD`, not the hash of nothing.",
    form: {
      placement: "query",
      url: "https://fra1.digitaloceanspaces.com/cpi-germany/cpi-green-transparent-700x700.png",
      expiresIn: "30",
      when: "fixed",
      date: "2019-09-06T06:30:00Z",
    },
  },
  {
    id: "key",
    group: "Five stories",
    name: "IAM: how the key is derived",
    lesson: "AWS’s own example of the signing key, with the key pair they print. Go to step 3 and reveal the keys.",
    form: {
      url: "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08",
      headers: "Content-Type: application/x-www-form-urlencoded; charset=utf-8",
      when: "fixed",
      date: "2015-08-30T12:36:00Z",
      accessKeyId: "AKIDEXAMPLE",
      secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    },
  },
  {
    id: "put",
    group: "Five stories",
    name: "S3: a PUT with its body signed",
    lesson:
      "The script this comes from forgot the bucket in the path and the empty line after the headers. Both are here: find them.",
    form: {
      method: "PUT",
      url: "https://s3-eu-west-2.amazonaws.com/examplebucket/sometest.txt",
      headers: "Date: Fri, 06 Sep 2019 06:30:00 GMT\nx-amz-storage-class: REDUCED_REDUNDANCY",
      body: "Welcome to Amazon S3.",
      when: "fixed",
      date: "2019-09-06T06:30:00Z",
    },
  },
  {
    id: "s3-get",
    group: "From AWS’s documentation",
    name: "S3: GET of the first ten bytes",
    lesson: "The first example of the S3 documentation. The signature here is the one printed there.",
    form: {
      url: "https://examplebucket.s3.amazonaws.com/test.txt",
      headers: "Range: bytes=0-9",
      region: "us-east-1",
      when: "fixed",
      date: "2013-05-24T00:00:00Z",
    },
  },
  {
    id: "s3-presigned",
    group: "From AWS’s documentation",
    name: "S3: the documented presigned URL",
    lesson: "The same object as a link for a day: what were headers are now parameters, each of them signed.",
    form: {
      placement: "query",
      url: "https://examplebucket.s3.amazonaws.com/test.txt",
      expiresIn: "86400",
      region: "us-east-1",
      when: "fixed",
      date: "2013-05-24T00:00:00Z",
    },
  },
  {
    id: "r2",
    group: "More",
    name: "Cloudflare R2: a presigned upload",
    lesson: "A browser may PUT one picture, and only as this Content-Type: a signed header must be sent with the URL.",
    form: {
      placement: "query",
      method: "PUT",
      url: "https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com/uploads/holiday.jpg",
      headers: "Content-Type: image/jpeg",
      expiresIn: "900",
    },
  },
  {
    id: "api",
    group: "More",
    name: "API Gateway: a POST",
    lesson: "Not S3: the path, already encoded for the wire, is encoded once more for the signature. Look for `%25`.",
    form: {
      method: "POST",
      url: "https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/prod/tables/caf%C3%A9/orders?dry-run",
      headers: "Content-Type: application/json\nX-Request-Note:   two   spaces  ",
      body: '{"coffee":2,"cake":"Sachertorte"}',
    },
  },
  {
    id: "odd",
    group: "More",
    name: "S3: a key with every odd character",
    lesson:
      "Given as bucket and key, since such a name is no URL yet. Everything that could be misread is encoded, once.",
    form: {
      target: "object",
      bucket: "examplebucket",
      key: "odd/ !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ é 日本 😀.txt",
      region: "eu-central-1",
    },
  },
];
