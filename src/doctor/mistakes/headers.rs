//! The header lines and the list of their names.

use super::{Alter::Parts as P, Alter::Rule, Alter::Text, Mistake};
use crate::doctor::case::Case;
use crate::doctor::hosts;
use crate::doctor::parts::Parts;
use crate::doctor::text::{MANY, number_key, orders, sorted, title_case};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

const HEADERS: &str = "canonical-request.headers";
const HOST: &str = "canonical-request.headers.host";
const SIGNED_HEADERS: &str = "canonical-request.signed-headers";

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        id: "headers-no-blank-line",
        place: HEADERS,
        what: "There is no blank line between the headers and the list of signed headers.",
        fix: "Each canonical header ends with \\n AND a blank line follows before SignedHeaders: add one '\\n'.",
        alter: Text(|text| replaced_last(text, "\n\n", "\n")),
    },
    Mistake {
        id: "headers-no-newline-at-all",
        place: HEADERS,
        what: "The last header and the list of signed headers are on one line.",
        fix: "End every canonical header with a newline and add an empty line before SignedHeaders.",
        alter: Text(|text| replaced_last(text, "\n\n", "")),
    },
    Mistake {
        id: "headers-extra-blank-line",
        place: HEADERS,
        what: "There is one blank line too many between the headers and the list of signed headers.",
        fix: "There is exactly one empty line between the headers and SignedHeaders.",
        alter: Text(|text| replaced_last(text, "\n\n", "\n\n\n")),
    },
    Mistake {
        id: "header-host-without-port",
        place: HOST,
        what: "The host line lacks the port that clients send when it is not the scheme's default.",
        fix: "Sign the Host header exactly as sent: with the port when it is not 80/443.",
        alter: P(|_, right| {
            with_host(right, |host| host.rsplit_once(':').map(|(name, _)| name.to_string()))
        }),
    },
    Mistake {
        id: "header-host-with-default-port",
        place: HOST,
        what: "The host line has the default port, which clients leave out.",
        fix: "Leave the default port out of the signed host: clients send 'Host: name' without :443/:80.",
        alter: P(|_, right| {
            let with = |port: &'static str| {
                with_host(right, move |host| (!host.contains(':')).then(|| [host, port].concat()))
            };
            with(":443").into_iter().chain(with(":80")).collect()
        }),
    },
    Mistake {
        id: "host-header-differs-from-url",
        place: HOST,
        what: "The host line names another endpoint than the URL.",
        fix: "The signed host must be the host of the URL you call.",
        alter: P(|case, right| {
            let others = right
                .header("host")
                .map(|host| hosts::siblings(host, &case.scope.region))
                .unwrap_or_default();
            others.into_iter().map(|host| right.with_header("host", &host)).collect()
        }),
    },
    Mistake {
        id: "header-host-changed",
        place: HOST,
        what: "The Host that the service received is not the one that was signed (a proxy, CDN or own domain in between).",
        fix: "The Host the service received is not the one you signed: presign with the public name, or make the proxy pass the Host header unchanged (nginx: proxy_set_header Host $http_host).",
        alter: P(|case, right| {
            let known = hosts::endpoints(&case.scope.region, &case.scope.service, &right.uri);
            let other =
                known.into_iter().filter(|host| case.is_wide && right.header("host") != Some(host));
            other.map(|host| right.with_header("host", &host)).collect()
        }),
    },
    Mistake {
        id: "headers-not-lowercase",
        place: HEADERS,
        what: "Header names have capital letters.",
        fix: "Lower-case all header names in the canonical headers and in SignedHeaders.",
        alter: P(not_lowercase),
    },
    Mistake {
        id: "headers-not-sorted",
        place: HEADERS,
        what: "The headers are not sorted by name.",
        fix: "Sort the canonical headers and SignedHeaders by lower-case name (ASCII order).",
        alter: P(not_sorted),
    },
    Mistake {
        id: "header-space-after-colon",
        place: HEADERS,
        what: "There is a space after the colon of the headers.",
        fix: "No space after the colon in canonical headers: 'host:example.com'.",
        alter: P(|_, right| vec_of(with_values(right, |_, value| format!(" {value}")))),
    },
    Mistake {
        id: "header-value-not-trimmed",
        place: HEADERS,
        what: "A header value has spaces that the service removes.",
        fix: "Trim the value and collapse runs of spaces to one before signing.",
        alter: P(not_trimmed),
    },
    Mistake {
        id: "header-changed-in-transit",
        place: "canonical-request.headers.accept-encoding",
        what: "A header is signed that proxies and clients change on the way (accept-encoding and its like).",
        fix: "Do not sign accept-encoding (or other headers that proxies change): sign host and x-amz-* (plus content-type) only.",
        alter: P(|_, right| {
            values(
                right,
                "accept-encoding",
                ["identity", "gzip", "", "*", "gzip, deflate", "gzip, deflate, br"]
                    .map(String::from)
                    .to_vec(),
            )
        }),
    },
    Mistake {
        id: "header-multi-value",
        place: HEADERS,
        what: "A header that is sent twice is not one line with its values joined by a comma.",
        fix: "Join repeated headers into one line with a comma and no space: 'name:a,b'.",
        alter: P(multi_value),
    },
    Mistake {
        id: "headers-duplicate",
        place: SIGNED_HEADERS,
        what: "A header name stands twice in the list of signed headers.",
        fix: "Each header name appears once in SignedHeaders: merge duplicates.",
        alter: P(|_, right| {
            let twice = |at: usize| {
                let mut headers = right.headers.clone();
                headers.insert(at, headers.get(at)?.clone());
                Some(with_list(right, headers))
            };
            (0..right.headers.len().min(MANY)).filter_map(twice).collect()
        }),
    },
    Mistake {
        id: "content-type-differs",
        place: "canonical-request.headers.content-type",
        what: "The Content-Type that was sent is not the one that was signed.",
        fix: "Send exactly the Content-Type that was signed (and the raw file, not FormData), or do not sign content-type.",
        alter: P(|case, right| {
            let is_sent = right.header("content-type") != Some("");
            let types =
                if case.is_wide && is_sent { hosts::content_types(&right.uri) } else { Vec::new() };
            values(right, "content-type", types)
        }),
    },
    Mistake {
        id: "signedheaders-differ",
        place: SIGNED_HEADERS,
        what: "The list SignedHeaders of the request is not the list of signed headers that was signed.",
        fix: "Use one variable for SignedHeaders: the same list on the canonical request's line and in the Authorization header.",
        alter: P(list_differs),
    },
    Mistake {
        id: "header-value-differs",
        place: "canonical-request.headers.x-amz-date",
        what: "A header's value in the canonical request is not the value that was sent (x-amz-date computed twice).",
        fix: "Compute the timestamp once and use the same value in the header x-amz-date, the canonical request, the string to sign and the scope.",
        alter: P(|case, right| {
            case.other_dates(right.header("x-amz-date"))
                .iter()
                .map(|date| right.with_header("x-amz-date", date))
                .collect()
        }),
    },
    Mistake {
        id: "content-type-signed-not-sent",
        place: "canonical-request.headers.content-type",
        what: "content-type is signed but missing from the request.",
        fix: "The URL was signed with content-type: send that header with the same value.",
        alter: P(|case, right| {
            let types = hosts::content_types(&right.uri);
            if right.header("content-type") == Some("") && case.is_wide {
                values(right, "content-type", types)
            } else {
                Vec::new()
            }
        }),
    },
    Mistake {
        id: "header-signed-not-sent",
        place: SIGNED_HEADERS,
        what: "SignedHeaders names a header that is not in the request.",
        fix: "Do not sign headers your client does not send (browsers forbid Host, Date, Content-Length, User-Agent...): remove it from SignedHeaders.",
        alter: Rule(
            "SignedHeaders=date;host;x-amz-date, but no Date header is sent",
            "SignedHeaders=host;x-amz-date",
        ),
    },
    Mistake {
        id: "header-amz-not-signed",
        place: "request.headers.x-amz-acl",
        what: "An x-amz- header is sent that is not signed.",
        fix: "Sign every x-amz-* header you send (add it when presigning), or do not send it.",
        alter: Rule(
            "x-amz-acl: public-read is sent; SignedHeaders=host;x-amz-date",
            "SignedHeaders=host;x-amz-acl;x-amz-date",
        ),
    },
    Mistake {
        id: "header-host-not-signed",
        place: SIGNED_HEADERS,
        what: "SignedHeaders does not name host.",
        fix: "host must always be signed: add 'host:' to the canonical headers and SignedHeaders.",
        alter: Rule("SignedHeaders=x-amz-date", "SignedHeaders=host;x-amz-date"),
    },
    Mistake {
        id: "header-non-ascii",
        place: HEADERS,
        what: "A signed header value holds characters outside ASCII, which every hop reads in its own charset.",
        fix: "Header values must be ASCII: percent-encode (encodeURIComponent) or base64 the metadata value.",
        alter: Rule("x-amz-meta-name:groß.jpg", "x-amz-meta-name:gro%C3%9F.jpg"),
    },
    Mistake {
        id: "date-format-minutes-as-month",
        place: "clock",
        what: "The minutes of the timestamp are its month.",
        fix: "The minutes of your timestamp are the month: use %M (mm in Java/.NET) for minutes, not %m.",
        alter: Rule(
            "strftime('%Y%m%dT%H%m%SZ'): 20150830T120800Z",
            "strftime('%Y%m%dT%H%M%SZ'): 20150830T123600Z",
        ),
    },
];

fn vec_of(parts: Parts) -> Vec<Parts> {
    Vec::from([parts])
}

fn replaced_last(text: &str, from: &str, to: &str) -> Vec<String> {
    text.rsplit_once(from).map(|(before, after)| [before, to, after].concat()).into_iter().collect()
}

fn with_host(right: &Parts, alter: impl Fn(&str) -> Option<String>) -> Vec<Parts> {
    let host = right.header("host").and_then(alter);
    host.map(|host| right.with_header("host", &host)).into_iter().collect()
}

fn with_values(right: &Parts, alter: impl Fn(&str, &str) -> String) -> Parts {
    let headers = right.headers.iter().map(|(name, value)| (name.clone(), alter(name, value)));
    Parts { headers: headers.collect(), ..right.clone() }
}

fn values(right: &Parts, name: &str, values: Vec<String>) -> Vec<Parts> {
    match right.header(name) {
        Some(given) => values
            .iter()
            .filter(|value| *value != given)
            .map(|value| right.with_header(name, value))
            .collect(),
        None => Vec::new(),
    }
}

/// The headers, and their names as the list.
fn with_list(right: &Parts, headers: Vec<(String, String)>) -> Parts {
    let names: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
    let signed_headers = names.join(";");
    Parts { headers, signed_headers, ..right.clone() }
}

fn not_lowercase(case: &Case, right: &Parts) -> Vec<Parts> {
    let mut all = Vec::new();
    let as_sent = |name: &str| {
        let sent = case.sent.and_then(|sent| {
            sent.headers.iter().find(|(given, _)| given.eq_ignore_ascii_case(name))
        });
        sent.map_or_else(|| name.to_string(), |(given, _)| given.clone())
    };
    for letter_case in [&title_case as &dyn Fn(&str) -> String, &as_sent] {
        let headers: Vec<_> =
            right.headers.iter().map(|(name, value)| (letter_case(name), value.clone())).collect();
        all.push(Parts { headers: headers.clone(), ..right.clone() });
        let mut listed = with_list(right, headers);
        all.push(listed.clone());
        listed.headers.clone_from(&right.headers);
        all.push(listed);
    }
    all.retain(|parts| parts != right);
    all
}

/// In the order of SignedHeaders or of the request; in every order where neither is known.
fn not_sorted(case: &Case, right: &Parts) -> Vec<Parts> {
    let mut all = Vec::new();
    if let Some(sent) = case.sent {
        let by = |place: &dyn Fn(&str) -> Option<usize>| {
            sorted(&right.headers, |(name, _)| number_key(place(name)))
        };
        let listed = by(&|name| sent.signed_headers.iter().position(|listed| listed == name));
        let given =
            by(&|name| sent.headers.iter().position(|(given, _)| given.eq_ignore_ascii_case(name)));
        for headers in [listed, given] {
            all.push(Parts { headers: headers.clone(), ..right.clone() });
            all.push(with_list(right, headers));
        }
    }
    all.extend(
        orders(&right.headers, case.is_wide).into_iter().map(|headers| with_list(right, headers)),
    );
    all.retain(|parts| parts != right);
    all
}

/// As the request has it; where that is not known, with up to three spaces where one could stand.
fn not_trimmed(case: &Case, right: &Parts) -> Vec<Parts> {
    if let Some(sent) = case.sent {
        let is_same = |raw: &str, value: &str| {
            raw.split_ascii_whitespace().eq(value.split_ascii_whitespace())
        };
        let raw = with_values(right, |name, value| {
            sent.raw_value(name).filter(|raw| is_same(raw, value)).unwrap_or(value).to_string()
        });
        return if raw == *right { Vec::new() } else { vec_of(raw) };
    }
    let mut all = Vec::new();
    for (name, value) in right.headers.iter().take(MANY).filter(|_| case.is_wide) {
        for (before, between, behind) in (0..27).map(|n| (n / 9, n / 3 % 3, n % 3)) {
            let spaces = |count: usize| " ".repeat(count);
            let inner = value.replace(' ', &spaces(between + 1));
            all.push(right.with_header(name, &[spaces(before), inner, spaces(behind)].concat()));
        }
    }
    all.retain(|parts| parts != right);
    all
}

fn multi_value(_: &Case, right: &Parts) -> Vec<Parts> {
    let mut all = Vec::new();
    for (at, (name, value)) in
        right.headers.iter().enumerate().take(MANY).filter(|(_, (_, value))| value.contains(','))
    {
        all.push(right.with_header(name, &value.replace(',', ", ")));
        let mut headers = right.headers.clone();
        headers
            .splice(at..=at, value.split(',').map(|part| (name.clone(), part.trim().to_string())));
        all.push(Parts { headers: headers.clone(), ..right.clone() });
        all.push(with_list(right, headers));
        for only in [value.split(',').next(), value.split(',').next_back()].into_iter().flatten() {
            all.push(right.with_header(name, only));
        }
    }
    all
}

/// With any one header less, any header that was sent more, and with all that were sent.
fn list_differs(case: &Case, right: &Parts) -> Vec<Parts> {
    let mut all = Vec::new();
    for at in 0..right.headers.len().min(MANY) {
        let mut headers = right.headers.clone();
        headers.remove(at);
        all.push(with_list(right, headers));
    }
    let mut added: Vec<(String, String)> = Vec::new();
    match case.sent {
        Some(sent) => {
            let unsigned = sent.headers.iter().filter(|(name, _)| {
                right.header(name).is_none() && !name.eq_ignore_ascii_case("authorization")
            });
            added.extend(
                unsigned.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_string())),
            );
        }
        None if case.is_wide && right.header("content-type").is_none() => {
            added.extend(
                hosts::content_types(&right.uri)
                    .into_iter()
                    .map(|value| ("content-type".to_string(), value)),
            );
        }
        None => {}
    }
    let mut every = right.headers.clone();
    for header in added.iter().take(MANY) {
        let mut headers = right.headers.clone();
        headers.push(header.clone());
        let headers = sorted(&headers, |(name, _)| name.clone());
        all.push(with_list(right, headers));
        every.push(header.clone());
    }
    let every = sorted(&every, |(name, _)| name.clone());
    if case.sent.is_some() && added.len() > 1 {
        all.push(with_list(right, every));
    }
    all
}
