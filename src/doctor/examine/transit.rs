//! What changed between the caller and the service.

use super::Examination;
use crate::doctor::compare;
use crate::doctor::evidence::Certainty;

impl Examination {
    /// Whether the answer is to a request of another time than the one that is given.
    pub fn is_other_attempt(&self) -> bool {
        let (Some(rebuilt), Some(echoed)) = (&self.rebuilt, &self.echoed) else { return false };
        rebuilt.header("x-amz-date") != echoed.header("x-amz-date")
    }

    /// What changed between the request as given and the request as received.
    pub fn compare_transit(&mut self) {
        let (Some(rebuilt), Some(echoed)) = (&self.rebuilt, &self.echoed) else { return };
        // What was signed arrived as it was: the request as given is not all that was sent.
        if self.is_signed(echoed) || self.is_other_attempt() {
            return;
        }
        let is_firm = self.signs_as_given || self.is_reproduced;
        let mut given = rebuilt.clone();
        // A log may print a URL without its query.
        if given.query.is_empty() && !is_firm {
            given.query.clone_from(&echoed.query);
        }
        let found = compare::parts(&mut self.case(), &given, echoed);
        self.transit = found
            .into_iter()
            .map(|found| if is_firm { found } else { found.at_most(Certainty::Likely) })
            .collect();
    }
}
