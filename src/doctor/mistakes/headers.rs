//! Names and values of the header lines.

use super::{Alter::Parts as P, Alter::Rule, HEADERS, Mistake};
use crate::doctor::case::Case;
use crate::doctor::hosts;
use crate::doctor::lint::is_changed_on_the_way;
use crate::doctor::parts::Parts;
use crate::doctor::text::{
    MANY, Search, collapsed, concat, find_header, join, number_key, orders, sorted, title_case,
};
use crate::doctor::wrong::{Wrong, list_of};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

const HOST: &str = "canonical-request.headers.host";

pub(super) const TABLE: &[Mistake] = &[
    Mistake {
        says: says! {
            id: "header-host-without-port",
            what: "The host line lacks the port that clients send when it is not the scheme's default.",
            fix: "Sign the Host header exactly as sent: with the port when it is not 80/443.",
        },
        place: HOST,
        ways: &[P(|_, right, wrong| {
            if let Some((name, _)) = right.header("host").and_then(|host| host.cut_last(":")) {
                wrong.header("host", name);
            }
        })],
    },
    Mistake {
        says: says! {
            id: "header-host-with-default-port",
            what: "The host line has the default port, which clients leave out.",
            fix: "Leave the default port out of the signed host: clients send 'Host: name' without :443/:80.",
        },
        place: HOST,
        ways: &[P(|_, right, wrong| {
            if let Some(host) = right.header("host").filter(|host| !host.has(":")) {
                wrong.header("host", &concat(&[host, ":443"]));
                wrong.header("host", &concat(&[host, ":80"]));
            }
        })],
    },
    Mistake {
        says: says! {
            id: "host-header-differs-from-url",
            what: "The host line names another endpoint than the URL.",
            fix: "The signed host must be the host of the URL you call: sign again after redirects.",
        },
        place: HOST,
        ways: &[P(|case, right, wrong| {
            let others = right.header("host").map(|host| hosts::siblings(host, &case.scope.region));
            others.iter().flatten().for_each(|host| wrong.header("host", host));
        })],
    },
    Mistake {
        says: says! {
            id: "header-host-changed",
            what: "The Host that the service received is not the one that was signed (a proxy, CDN or own domain in between).",
            fix: "Presign with the public name, or make the proxy pass the Host header unchanged (nginx: proxy_set_header Host $http_host).",
        },
        place: HOST,
        ways: &[P(|case, right, wrong| {
            if case.is_wide {
                for host in hosts::endpoints(&case.scope.region, &case.scope.service, &right.uri) {
                    wrong.header("host", &host);
                }
            }
        })],
    },
    Mistake {
        says: says! {
            id: "headers-not-lowercase",
            what: "Header names have capital letters.",
            fix: "Lower-case all header names in the canonical headers and in SignedHeaders.",
        },
        place: HEADERS,
        ways: &[P(not_lowercase)],
    },
    Mistake {
        says: says! {
            id: "headers-not-sorted",
            what: "The headers are not sorted by name.",
            fix: "Sort the canonical headers and SignedHeaders by lower-case name (ASCII order).",
        },
        place: HEADERS,
        ways: &[P(not_sorted)],
    },
    Mistake {
        says: says! {
            id: "header-space-after-colon",
            what: "There is a space after the colon of the headers.",
            fix: "No space after the colon in canonical headers: 'host:example.com'.",
        },
        place: HEADERS,
        ways: &[P(|_, right, wrong| {
            wrong.headers(with_values(right, &|_, value| concat(&[" ", value])));
        })],
    },
    Mistake {
        says: says! {
            id: "header-value-not-trimmed",
            what: "A header value has spaces that the service removes.",
            fix: "Trim the value and collapse runs of spaces to one before signing.",
        },
        place: HEADERS,
        ways: &[P(not_trimmed)],
    },
    Mistake {
        says: says! {
            id: "header-changed-in-transit",
            what: "A header is signed that proxies and clients change on the way (accept-encoding and its like).",
            fix: "Do not sign accept-encoding (or other headers that proxies change): sign host and x-amz-* (plus content-type) only.",
        },
        place: "canonical-request.headers.accept-encoding",
        ways: &[P(|_, _, wrong| {
            for &coding in &["identity", "gzip", "", "*", "gzip, deflate", "gzip, deflate, br"] {
                wrong.header("accept-encoding", coding);
            }
        })],
    },
    Mistake {
        says: says! {
            id: "header-multi-value",
            what: "A header that is sent twice is not one line with its values joined by a comma.",
            fix: "Join repeated headers into one line with a comma and no space: 'name:a,b'.",
        },
        place: HEADERS,
        ways: &[P(multi_value)],
    },
    Mistake {
        says: says! {
            id: "content-type-differs",
            what: "The Content-Type that was sent is not the one that was signed.",
            fix: "Send exactly the Content-Type that was signed (and the raw file, not FormData), or leave it unsigned.",
        },
        place: "canonical-request.headers.content-type",
        ways: &[P(|case, right, wrong| {
            if case.is_wide && right.header("content-type").is_some_and(|given| !given.is_empty()) {
                other_types(right, wrong);
            }
        })],
    },
    Mistake {
        says: says! {
            id: "header-value-differs",
            what: "A header's value in the canonical request is not the value that was sent (x-amz-date computed twice).",
            fix: "Compute the timestamp once and use the same value in x-amz-date, the canonical request, the string to sign and the scope.",
        },
        place: "canonical-request.headers.x-amz-date",
        ways: &[P(|case, right, wrong| {
            for date in case.other_dates(right.header("x-amz-date")) {
                wrong.header("x-amz-date", date.as_str());
            }
        })],
    },
    Mistake {
        says: says! {
            id: "content-type-signed-not-sent",
            what: "content-type is signed but missing from the request.",
            fix: "content-type was signed: send that header with the same value.",
        },
        place: "canonical-request.headers.content-type",
        ways: &[P(|case, right, wrong| {
            if case.is_wide && right.header("content-type") == Some("") {
                other_types(right, wrong);
            }
        })],
    },
    Mistake {
        says: says! {
            id: "header-non-ascii",
            what: "A signed header value holds characters outside ASCII, which every hop reads in its own charset.",
            fix: "Header values must be ASCII: percent-encode (encodeURIComponent) or base64 the metadata value.",
        },
        place: HEADERS,
        ways: &[Rule(says! {
            wrong: "x-amz-meta-name:groß.jpg",
            right: "x-amz-meta-name:gro%C3%9F.jpg",
        })],
    },
    Mistake {
        says: says! {
            id: "date-format-minutes-as-month",
            what: "The minutes of the timestamp are its month.",
            fix: "The minutes of your timestamp are the month: use %M (mm in Java/.NET) for minutes, not %m.",
        },
        place: "clock",
        ways: &[Rule(says! {
            wrong: "strftime('%Y%m%dT%H%m%SZ'): 20150830T120800Z",
            right: "strftime('%Y%m%dT%H%M%SZ'): 20150830T123600Z",
        })],
    },
];

fn with_values(right: &Parts, alter: &dyn Fn(&str, &str) -> String) -> Vec<(String, String)> {
    right.headers.iter().map(|(name, value)| (name.clone(), alter(name, value))).collect()
}

fn other_types(right: &Parts, wrong: &mut Wrong) {
    for kind in hosts::content_types(&right.uri) {
        wrong.header("content-type", kind);
    }
}

fn not_lowercase(case: &Case, right: &Parts, wrong: &mut Wrong) {
    let sent = case.sent.map(|sent| sent.headers.as_slice()).unwrap_or_default();
    let own = case.own.as_ref().map(|own| own.headers.as_slice()).unwrap_or_default();
    let as_in = |headers: &[(String, String)], name: &str| {
        find_header(headers, name).map_or(name, |(given, _)| given).to_string()
    };
    let as_sent = |name: &str| as_in(sent, name);
    let as_own = |name: &str| as_in(own, name);
    let host = |name: &str| (if name == "host" { "Host" } else { name }).to_string();
    for letter_case in [&title_case as &dyn Fn(&str) -> String, &as_sent, &as_own, &host] {
        let headers: Vec<(String, String)> =
            right.headers.iter().map(|(name, value)| (letter_case(name), value.clone())).collect();
        wrong.headers(headers.clone());
        let signed_headers = list_of(&headers);
        wrong.listed(headers);
        wrong.with_list(right.headers.clone(), signed_headers);
    }
}

/// In the order of SignedHeaders or of the request; in every order where neither is known.
fn not_sorted(case: &Case, right: &Parts, wrong: &mut Wrong) {
    if let Some(sent) = case.sent {
        let listed = |name: &str| sent.signed_headers.iter().position(|listed| listed == name);
        let given = |name: &str| {
            sent.headers.iter().position(|(given, _)| given.eq_ignore_ascii_case(name))
        };
        for place in [&listed as &dyn Fn(&str) -> Option<usize>, &given] {
            let headers = sorted(&right.headers, &|(name, _)| number_key(place(name)));
            wrong.headers(headers.clone());
            wrong.listed(headers);
        }
    }
    for order in orders(right.headers.len(), case.is_wide) {
        let headers: Vec<_> =
            order.iter().filter_map(|at| right.headers.get(*at).cloned()).collect();
        wrong.headers(headers.clone());
        wrong.listed(headers);
    }
}

/// As the request has it; where that is not known, with up to three spaces where one could stand.
fn not_trimmed(case: &Case, right: &Parts, wrong: &mut Wrong) {
    if let Some(sent) = case.sent {
        wrong.headers(with_values(right, &|name, value| {
            let raw = sent.raw_value(name).unwrap_or(value);
            String::from(if collapsed(raw) == collapsed(value) { raw } else { value })
        }));
        return;
    }
    for (name, value) in right.headers.iter().take(MANY).filter(|_| case.is_wide) {
        for (before, between, behind) in (0..27).map(|n| (n / 9, n / 3 % 3, n % 3)) {
            let spaces = |count: usize| "   ".get(..count).unwrap_or_default();
            let inner = value.replaced(" ", spaces(between + 1));
            wrong.header(name, &concat(&[spaces(before), &inner, spaces(behind)]));
        }
    }
}

/// Of a header that is sent twice, as the request shows; without the request, of one whose values a service has joined,
/// and not a proxy or the client.
fn multi_value(case: &Case, right: &Parts, wrong: &mut Wrong) {
    for (at, (name, value)) in right.headers.iter().enumerate().take(MANY) {
        let values = value.list(b',');
        let is_repeated = match case.sent {
            Some(sent) => {
                sent.headers.iter().filter(|(given, _)| given.eq_ignore_ascii_case(name)).count()
                    > 1
            }
            None => !value.has(", ") && !is_changed_on_the_way(name),
        };
        if values.len() < 2 || !is_repeated {
            continue;
        }
        wrong.header(name, &join(&values, ", "));
        let mut headers: Vec<_> = right.headers.iter().take(at).cloned().collect();
        for value in &values {
            headers.push((name.clone(), value.trim().to_string()));
        }
        headers.extend(right.headers.iter().skip(at + 1).cloned());
        wrong.headers(headers.clone());
        wrong.listed(headers);
        for only in [values.first(), values.last()].into_iter().flatten() {
            wrong.header(name, only);
        }
    }
}
