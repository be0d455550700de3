//! [`AmzDate`]: the one form in which a signature knows time.

use crate::error::{Error, ErrorKind};
use crate::text::{decimal, slice};
use core::fmt;
use core::ops::Range;

const LENGTH: usize = 16;
/// 9999-12-31T23:59:59Z
const LAST_SECOND: i64 = 253_402_300_799;

/// A second in the years 1970 to 9999, in UTC. Displays as `YYYYMMDDTHHMMSSZ`, the ISO 8601 basic format.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct AmzDate([u8; LENGTH]);

impl AmzDate {
    /// From seconds since 1970-01-01T00:00:00Z. [`ErrorKind::DateInvalid`] outside 1970..9999.
    ///
    /// ```
    /// use sigv4_wasm::AmzDate;
    /// use std::time::{SystemTime, UNIX_EPOCH};
    ///
    /// let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    /// let date = AmzDate::from_unix_seconds(now.try_into()?)?;
    /// assert_eq!(AmzDate::parse(date.as_str())?, date);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_unix_seconds(seconds: i64) -> Result<Self, Error> {
        if !(0..=LAST_SECOND).contains(&seconds) {
            return Err(ErrorKind::DateInvalid.into());
        }
        // Both fit: LAST_SECOND has fewer days than 2^22.
        let (day, second) = ((seconds / 86_400) as u32, (seconds % 86_400) as u32);
        let (year, month, day) = civil_from_days(day);
        let [century, year] = [year / 100, year % 100].map(two_digits);
        let [month, day] = [month, day].map(two_digits);
        let [hour, minute, second] = [second / 3600, second / 60 % 60, second % 60].map(two_digits);
        let text = [
            century[0], century[1], year[0], year[1], month[0], month[1], day[0], day[1], b'T',
            hour[0], hour[1], minute[0], minute[1], second[0], second[1], b'Z',
        ];
        Ok(Self(text))
    }

    /// From `YYYYMMDDTHHMMSSZ`, checked against the calendar. [`ErrorKind::DateInvalid`] for all else.
    #[inline(never)]
    pub fn parse(text: &str) -> Result<Self, Error> {
        let date = seconds_of(text).and_then(|seconds| Self::from_unix_seconds(seconds).ok());
        // Writing it anew catches other letters, a 30th of February and a 25th hour.
        let date = date.filter(|date| date.as_str() == text);
        date.ok_or_else(|| Error::with_value(ErrorKind::DateInvalid, text))
    }

    /// `YYYYMMDDTHHMMSSZ`
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// `YYYYMMDD`, the day of the credential scope.
    pub fn day(&self) -> &str {
        self.as_str().get(..8).unwrap_or_default()
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn unix_seconds(&self) -> i64 {
        seconds_of(self.as_str()).unwrap_or_default()
    }
}

impl fmt::Display for AmzDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Of `YYYYMMDDTHHMMSSZ`, whether there is such a time or not.
fn seconds_of(text: &str) -> Option<i64> {
    let number = |digits: Range<usize>| decimal(slice(text, digits)).map(i64::from);
    let days = days_from_civil(number(0..4)?, number(4..6)?, number(6..8)?);
    Some(days * 86_400 + number(9..11)? * 3600 + number(11..13)? * 60 + number(13..15)?)
}

/// Of a number below 100.
fn two_digits(number: u32) -> [u8; 2] {
    [number / 10, number % 10].map(|digit| b'0' + digit as u8)
}

/// Days since 1970-01-01 to (year, month, day) of the proleptic Gregorian calendar, counted in years that begin in March.
fn civil_from_days(days: u32) -> (u32, u32, u32) {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let day_of_era = shifted % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    (era * 400 + year_of_era + u32::from(month <= 2), month, day)
}

/// The inverse of [`civil_from_days`] for valid dates; any number for others.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let march_year = year - i64::from(month <= 2);
    let era = march_year / 400;
    let year_of_era = march_year % 400;
    let march_month = (month + 9) % 12;
    let day_of_year = (153 * march_month + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_the_basic_format() {
        for (seconds, text) in [
            (0, "19700101T000000Z"),
            (1_440_938_160, "20150830T123600Z"),
            (1_709_251_199, "20240229T235959Z"),
            (4_102_444_800, "21000101T000000Z"),
            (LAST_SECOND, "99991231T235959Z"),
        ] {
            assert_eq!(AmzDate::from_unix_seconds(seconds).unwrap().as_str(), text);
            assert_eq!(AmzDate::parse(text).unwrap().unix_seconds(), seconds);
        }
    }

    #[test]
    fn every_day_of_four_centuries_follows_the_one_before() {
        let (mut year, mut month, mut day) = (1970, 1, 1);
        for days in 0..146_097 {
            let text = alloc::format!("{year:04}{month:02}{day:02}T000000Z");
            let date = AmzDate::from_unix_seconds(days * 86_400).unwrap();
            assert_eq!((date.as_str(), date.unix_seconds()), (&*text, days * 86_400));
            let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let last = match month {
                2 => 28 + i32::from(is_leap),
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            day = day % last + 1;
            month = if day == 1 { month % 12 + 1 } else { month };
            year += i32::from(day == 1 && month == 1);
        }
    }

    #[test]
    fn dates_outside_1970_to_9999_are_refused() {
        for seconds in [-1, LAST_SECOND + 1, i64::MIN, i64::MAX] {
            let error = AmzDate::from_unix_seconds(seconds).unwrap_err();
            assert_eq!(error.code(), "DATE_INVALID");
        }
    }

    #[test]
    fn dates_that_no_calendar_has_are_refused() {
        for text in [
            "20150230T000000Z",
            "20151301T000000Z",
            "20150830T250000Z",
            "20150830T126000Z",
            "2015-08-30T12:36Z",
            "20150830T123600",
            "20150830t123600z",
            "",
            "00000000T000000Z",
            "２０１５08T",
        ] {
            assert_eq!(AmzDate::parse(text).unwrap_err().code(), "DATE_INVALID", "{text}");
        }
    }
}
