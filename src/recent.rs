//! [`Recent`]: what is kept of several things, those used last.

use alloc::boxed::Box;
use alloc::vec::Vec;

/// The regions of AWS have room.
const LIMIT: usize = 64;

/// Keeps those used last, the newest first.
#[derive(Default)]
pub(crate) struct Recent<T> {
    last: Box<T>,
    #[allow(clippy::vec_box, reason = "a list that grows would leave copies of keys behind")]
    before: Vec<Box<T>>,
    is_started: bool,
}

impl<T: Default> Recent<T> {
    /// Goes back to the one that it holds for, and answers whether there is one.
    pub(crate) fn find(&mut self, is_it: impl Fn(&T) -> bool) -> bool {
        (self.is_started && is_it(&self.last)) || self.find_before(&is_it)
    }

    #[inline(never)]
    fn find_before(&mut self, is_it: &dyn Fn(&T) -> bool) -> bool {
        let Some(place) = self.before.iter().position(|it| is_it(it)) else { return false };
        self.turn(place + 1);
        true
    }

    /// Starts a new one, and drops the oldest of too many.
    #[inline(never)]
    pub(crate) fn start(&mut self) {
        if self.is_started {
            self.turn(LIMIT);
            let oldest = core::mem::take(&mut self.last);
            if self.before.len() < LIMIT - 1 {
                self.before.push(oldest);
            }
        }
        self.is_started = true;
    }

    /// Puts the last of the first few before, or of all, in front of them.
    fn turn(&mut self, few: usize) {
        for it in self.before.iter_mut().take(few) {
            core::mem::swap(it, &mut self.last);
        }
    }

    pub(crate) fn last(&self) -> &T {
        &self.last
    }

    pub(crate) fn last_mut(&mut self) -> &mut T {
        &mut self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn of(recent: &mut Recent<Option<usize>>, number: usize) -> bool {
        let is_known = recent.find(|it| *it == Some(number));
        if !is_known {
            recent.start();
            assert_eq!(*recent.last(), None);
            *recent.last_mut() = Some(number);
        }
        assert_eq!(*recent.last(), Some(number));
        is_known
    }

    #[test]
    fn before_the_first_is_started_none_is_known() {
        let mut recent = Recent::<String>::default();
        assert!(!recent.find(|it| it.is_empty()));
        recent.start();
        assert!(recent.find(|it| it.is_empty()));
    }

    #[test]
    fn those_used_last_are_known() {
        let mut recent = Recent::default();
        for round in 0..3 {
            for number in 0..LIMIT {
                assert_eq!(of(&mut recent, number), round > 0, "{number}");
            }
        }
        assert!(of(&mut recent, 0));
        assert!(!of(&mut recent, LIMIT));
        // The oldest made room.
        assert!(of(&mut recent, 0));
        assert!(!of(&mut recent, 1));
        assert!(of(&mut recent, LIMIT));
        assert!(!of(&mut recent, 2));
    }
}
