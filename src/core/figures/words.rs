//! Who says what stands, in words.

use super::Standing;
use crate::core::{
    i18n::{Lang, Plural, Word, day_of_short_month, plural, say},
    model::Archive,
};

/// One claimant by name, several by their number and whether they differ.
pub fn standing_words(standing: &Standing, archive: &Archive, lang: Lang) -> String {
    let day = day_of_short_month(lang, standing.day);
    if let [only] = standing.claims.as_slice()
        && let Some(claim) = archive.claims.get(*only)
    {
        let claimant = claim.claimant.in_language(lang, &archive.language).text;
        return format!("{day} · {claimant}");
    }
    let claims = plural(lang, Plural::CountClaims, standing.claims.len() as u64);
    let differ = if standing.differ { say(lang, Word::FiguresDiffer) } else { "" };
    let parts = [day.as_str(), &claims, differ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
