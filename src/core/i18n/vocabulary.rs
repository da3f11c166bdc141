//! The words for the record's closed vocabularies. A new row there does not compile until it
//! has its word here and in every locale.

use super::{Lang, Word, fill, number, range};
use crate::core::model::{
    ActorKind, Certainty, Family, Kind, Measure, Precision, Qualifier, SourceKind,
};

/// The columns of the table of claims.
pub const CLAIM_HEADINGS: [Word; 5] =
    [Word::ClaimsDate, Word::ClaimsCount, Word::ClaimsWho, Word::ClaimsArea, Word::ClaimsSources];

/// The heading of a family of kinds.
pub fn family_word(family: Family) -> Word {
    match family {
        Family::Protest => Word::FamilyProtest,
        Family::Violence => Word::FamilyViolence,
        Family::Institution => Word::FamilyInstitution,
        Family::Voice => Word::FamilyVoice,
    }
}

/// What a kind of event is called.
pub fn kind_word(kind: Kind) -> Word {
    match kind {
        Kind::Mobilization => Word::KindMobilization,
        Kind::Strike => Word::KindStrike,
        Kind::Blockade => Word::KindBlockade,
        Kind::Occupation => Word::KindOccupation,
        Kind::Clash => Word::KindClash,
        Kind::Repression => Word::KindRepression,
        Kind::Incident => Word::KindIncident,
        Kind::Government => Word::KindGovernment,
        Kind::Congress => Word::KindCongress,
        Kind::Justice => Word::KindJustice,
        Kind::Report => Word::KindReport,
        Kind::Solidarity => Word::KindSolidarity,
    }
}

/// How sure the record is, as it stands beside an event.
pub fn certainty_word(certainty: Certainty) -> Word {
    match certainty {
        Certainty::Confirmed => Word::CertaintyConfirmed,
        Certainty::Reported => Word::CertaintyReported,
        Certainty::Disputed => Word::CertaintyDisputed,
    }
}

/// What a kind of source is called.
pub fn source_kind_word(kind: SourceKind) -> Word {
    match kind {
        SourceKind::News => Word::SourceKindNews,
        SourceKind::Report => Word::SourceKindReport,
        SourceKind::Official => Word::SourceKindOfficial,
        SourceKind::Encyclopedia => Word::SourceKindEncyclopedia,
        SourceKind::Statement => Word::SourceKindStatement,
        SourceKind::Academic => Word::SourceKindAcademic,
    }
}

/// What a kind of actor is called.
pub fn actor_kind_word(kind: ActorKind) -> Word {
    match kind {
        ActorKind::Person => Word::ActorKindPerson,
        ActorKind::Organisation => Word::ActorKindOrganisation,
        ActorKind::StateBody => Word::ActorKindStateBody,
        ActorKind::Media => Word::ActorKindMedia,
    }
}

/// How closely a place is known: "region only".
pub fn precision_word(precision: Precision) -> Word {
    match precision {
        Precision::Site => Word::PrecisionSite,
        Precision::City => Word::PrecisionCity,
        Precision::Province => Word::PrecisionProvince,
        Precision::Region => Word::PrecisionRegion,
        Precision::Country => Word::PrecisionCountry,
    }
}

/// What a measure counts, in the plural: a heading, or the words after a number.
pub fn measure_word(measure: Measure) -> Word {
    match measure {
        Measure::Deaths => Word::MeasureDeaths,
        Measure::Injuries => Word::MeasureInjuries,
        Measure::Detentions => Word::MeasureDetentions,
        Measure::Participants => Word::MeasureParticipants,
        Measure::Blockades => Word::MeasureBlockades,
        Measure::StudentsHeld => Word::MeasureStudentsHeld,
        Measure::OfficersDeployed => Word::MeasureOfficersDeployed,
        Measure::Resignations => Word::MeasureResignations,
        Measure::RegionsAffected => Word::MeasureRegionsAffected,
        Measure::ProvincesAffected => Word::MeasureProvincesAffected,
        Measure::Days => Word::MeasureDays,
        Measure::ApprovalPercent => Word::MeasureApprovalPercent,
        Measure::Other => Word::MeasureOther,
    }
}

/// What a measure counts, as it stands after a figure: "17 people killed", "1 person killed".
/// `high` is the figure's upper end, if it has one.
pub fn measure_word_of(
    lang: Lang,
    measure: Measure,
    value: Option<f64>,
    high: Option<f64>,
) -> Word {
    // French counts none in the singular as well.
    let singular = if lang == Lang::Fr { 0.0..=1.0 } else { 1.0..=1.0 };
    let one =
        value.or(high).is_some() && [value, high].iter().flatten().all(|n| singular.contains(n));
    match measure {
        Measure::Deaths if one => Word::MeasureOneDeaths,
        Measure::Injuries if one => Word::MeasureOneInjuries,
        Measure::Detentions if one => Word::MeasureOneDetentions,
        Measure::Blockades if one => Word::MeasureOneBlockades,
        Measure::StudentsHeld if one => Word::MeasureOneStudentsHeld,
        Measure::OfficersDeployed if one => Word::MeasureOneOfficersDeployed,
        Measure::Resignations if one => Word::MeasureOneResignations,
        Measure::RegionsAffected if one => Word::MeasureOneRegionsAffected,
        Measure::ProvincesAffected if one => Word::MeasureOneProvincesAffected,
        Measure::Days if one => Word::MeasureOneDays,
        _ => measure_word(measure),
    }
}

/// A figure as it is meant: "at least 49", "46–49", "about 48 (46–49)". Empty where the sources give no number.
pub fn figure_words(
    lang: Lang,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    qualifier: Qualifier,
) -> String {
    let span = low.zip(high).filter(|(low, high)| low < high);
    let spanned = span.map(|(low, high)| range(lang, low, high));
    let Some(count) = value.or(low).or(high).map(|count| number(lang, count)) else {
        return String::new();
    };
    let word = match qualifier {
        Qualifier::Exact => return spanned.unwrap_or(count),
        Qualifier::AtLeast => Word::QualifierAtLeast,
        Qualifier::About => Word::QualifierAbout,
        Qualifier::MoreThan => Word::QualifierMoreThan,
        Qualifier::UpTo => Word::QualifierUpTo,
    };
    let meant = fill(lang, word, &[("n", &count)]);
    match spanned {
        Some(spanned) => format!("{meant} ({spanned})"),
        None => meant,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::say, *};

    #[test]
    fn a_figure_says_how_it_is_meant() {
        let check = |value, low, high, qualifier, expected: &str| {
            assert_eq!(figure_words(Lang::En, value, low, high, qualifier), expected);
        };
        check(Some(49.0), None, None, Qualifier::AtLeast, "at least 49");
        check(Some(17.0), None, None, Qualifier::Exact, "17");
        check(Some(48.0), Some(46.0), Some(49.0), Qualifier::About, "about 48 (46–49)");
        check(None, Some(3.0), None, Qualifier::MoreThan, "more than 3");
        check(None, None, None, Qualifier::Exact, "");
    }
    #[test]
    fn a_single_death_is_one_person() {
        let check = |lang, value, high, expected: &str| {
            let word = measure_word_of(lang, Measure::Deaths, value, high);
            assert_eq!(say(lang, word), expected);
        };
        check(Lang::En, Some(1.0), None, "person killed");
        check(Lang::En, Some(1.0), Some(2.0), "people killed");
        check(Lang::En, Some(17.0), None, "people killed");
        check(Lang::Es, Some(0.0), None, "personas muertas");
        check(Lang::Fr, Some(0.0), None, "personne tuée");
        check(Lang::En, None, None, "people killed");
    }
}
