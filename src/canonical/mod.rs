//! Step 1: the canonical request, in its six parts.
//!
//! IAM User Guide, "Create a signed AWS API request", step 1:
//! `method \n uri \n query \n headers \n signed headers \n payload hash`.

pub(crate) mod added_headers;
pub mod header_choice;
pub(crate) mod header_value;
pub mod headers;
pub mod payload;
pub(crate) mod presign;
pub mod query;
pub mod uri;
