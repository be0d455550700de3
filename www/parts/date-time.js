/** The moment of a date as it stands in signatures: `20130524T000000Z`. */
export const momentOf = (dateTime) => new Date(dateTime.replace(/(....)(..)(..)T(..)(..)(..)Z/, "$1-$2-$3T$4:$5:$6Z"));
