//! Asks `diagnose` about scenarios and counts how it does.

use serde_json::Value;
use sigv4_wasm::doctor::{
    Certainty, Diagnosis, Evidence, GivenRequest, GivenResponse, RequestParts, Verdict, diagnose,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Every firm finding is right, at least one is, and it says what it must.
    Exact,
    /// Nothing firm, and the first finding is right.
    Likely,
    /// One of two mistakes.
    Partly,
    /// Right, but it does not say what it must.
    Mute,
    /// Nothing right, nothing wrong.
    None,
    /// Something firm is not right.
    Wrong,
}

#[derive(Default)]
struct Row(BTreeMap<Outcome, usize>);

pub struct Tally {
    rows: BTreeMap<&'static str, Row>,
    /// By scenario and set: `header-host-changed.v1 [E+K]`, and what there is instead.
    missed: BTreeMap<String, (Outcome, String)>,
}

impl Tally {
    pub fn of(file: &str) -> Self {
        let text = std::fs::read_to_string(file).unwrap();
        let scenarios: Value = serde_json::from_str(&text).unwrap();
        let mut tally = Tally { rows: BTreeMap::new(), missed: BTreeMap::new() };
        for scenario in scenarios["scenarios"].as_array().unwrap() {
            tally.judge(scenario, None);
            for set in list(&scenario["needs"]) {
                tally.judge(scenario, Some(set));
            }
        }
        tally
    }

    /// What is not exact, as `None header-host-changed.v1 [E+K]`.
    pub fn missed(&self) -> BTreeSet<String> {
        self.missed.iter().map(|(which, (outcome, _))| format!("{outcome:?} {which}")).collect()
    }

    fn judge(&mut self, scenario: &Value, set: Option<&str>) {
        let diagnosis = diagnose(&evidence(scenario, set));
        let outcome = outcome(scenario, set.is_none(), &diagnosis);
        let is_negative = scenario["expected"]["id"] == "signature-ok";
        let row = if is_negative {
            "negative"
        } else if set.is_none() {
            "all"
        } else {
            "cut"
        };
        *self.rows.entry(row).or_default().0.entry(outcome).or_default() += 1;
        if outcome != Outcome::Exact {
            let found: Vec<_> = diagnosis
                .findings
                .iter()
                .map(|finding| format!("{}({:?})", finding.id, finding.certainty))
                .collect();
            let which = format!("{} [{}]", scenario["id"].as_str().unwrap(), set.unwrap_or("all"));
            let found = found.join(", ");
            let told = format!("{:?} {found}: {}", diagnosis.verdict, diagnosis.summary);
            self.missed.insert(which, (outcome, told));
        }
    }
}

/// The lines of a list of what is known to be missed, as [`Tally::missed`] has them.
pub fn missed(file: &str) -> BTreeSet<String> {
    let listed: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let groups = listed.as_array().unwrap();
    groups.iter().flat_map(|group| list(&group["missed"])).map(String::from).collect()
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (which, (outcome, told)) in &self.missed {
            writeln!(f, "{outcome:?} {which} {told}")?;
        }
        for (name, row) in &self.rows {
            writeln!(f, "{name}: {:?}", row.0)?;
        }
        Ok(())
    }
}

fn list(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        other => other.as_str().into_iter().collect(),
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_string)
}

fn evidence(scenario: &Value, set: Option<&str>) -> Evidence {
    let has = |letters: &[&str]| {
        set.is_none_or(|set| set.split('+').any(|letter| letters.contains(&letter)))
    };
    let given = &scenario["given"];
    let headers = |value: &Value| -> Vec<(String, String)> {
        match value {
            Value::Array(pairs) => pairs
                .iter()
                .map(|pair| (text(&pair[0]).unwrap(), text(&pair[1]).unwrap()))
                .collect(),
            Value::Object(members) => {
                members.iter().map(|(name, value)| (name.clone(), text(value).unwrap())).collect()
            }
            _ => Vec::new(),
        }
    };
    let request = &given["request"];
    let response = &given["response"];
    Evidence {
        request: has(&["R"]).then(|| {
            GivenRequest::Parts(RequestParts {
                method: text(&request["method"]).unwrap(),
                url: text(&request["url"]).unwrap(),
                headers: headers(&request["headers"]),
                body: Some(base64(request["bodyBase64"].as_str().unwrap_or_default())).into(),
            })
        }),
        response: has(&["E", "B", "T"]).then(|| GivenResponse {
            status: response["status"].as_u64().map(|status| status as u16),
            headers: headers(&response["headers"]),
            body: if has(&["E", "B"]) {
                text(&response["body"]).unwrap_or_default()
            } else {
                String::new()
            },
        }),
        canonical_request: text(&given["userCanonicalRequest"]).filter(|_| has(&["C"])),
        string_to_sign: text(&given["userStringToSign"]).filter(|_| has(&["S"])),
        signature: text(&given["userSignature"]).filter(|_| set.is_none()),
        access_key_id: text(&given["accessKeyId"]),
        secret_access_key: text(&given["secretAccessKey"]).filter(|_| has(&["K"])),
        session_token: text(&given["sessionToken"]),
        service: text(&scenario["service"]),
        region: None,
    }
}

fn outcome(scenario: &Value, is_whole: bool, diagnosis: &Diagnosis) -> Outcome {
    let expected = &scenario["expected"];
    if expected["id"] == "signature-ok" {
        let is_quiet =
            diagnosis.findings.iter().all(|finding| finding.certainty == Certainty::Possible);
        return if is_quiet && diagnosis.verdict == Verdict::Matches {
            Outcome::Exact
        } else {
            Outcome::Wrong
        };
    }
    let accepted: BTreeSet<&str> =
        list(&expected["accept"]).into_iter().chain(list(&scenario["sameSignatureAs"])).collect();
    let firm: Vec<_> =
        diagnosis.findings.iter().filter(|finding| finding.certainty.is_firm()).collect();
    if firm.iter().any(|finding| !accepted.contains(finding.id)) {
        return Outcome::Wrong;
    }
    if firm.is_empty() {
        let is_likely =
            diagnosis.findings.first().is_some_and(|finding| accepted.contains(finding.id));
        return if is_likely { Outcome::Likely } else { Outcome::None };
    }
    if is_whole
        && expected["id"].is_array()
        && !list(&expected["id"]).iter().all(|id| firm.iter().any(|finding| finding.id == *id))
    {
        return Outcome::Partly;
    }
    let said: String = firm
        .iter()
        .map(|finding| {
            let values =
                [&finding.yours, &finding.expected].map(|value| value.clone().unwrap_or_default());
            format!("{} {} {} {} ", finding.message, finding.fix, values[0], values[1])
                .to_lowercase()
        })
        .collect();
    let says = |group: &Value| list(group).iter().any(|word| said.contains(&word.to_lowercase()));
    if expected["mustMention"].as_array().is_none_or(|groups| groups.iter().all(says)) {
        Outcome::Exact
    } else {
        Outcome::Mute
    }
}

fn base64(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut out, mut buffer, mut bits) = (Vec::new(), 0u32, 0);
    for byte in text.bytes().filter(|byte| *byte != b'=') {
        buffer = buffer << 6 | DIGITS.iter().position(|digit| *digit == byte).unwrap() as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((buffer >> bits) as u8);
        }
    }
    out
}
