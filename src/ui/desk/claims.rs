//! The table of claims: who says how many, as of when, with which sources.

use crate::ui::prelude::*;

use crate::{
    core::{
        figures::table,
        i18n::{
            CLAIM_HEADINGS, Lang, Word, edtf_words, figure_words, fill, labelled, measure_word,
            number, say,
        },
        model::{Archive, Measure, Row, Source},
        notes::Target,
        time::Day,
    },
    state::App,
    ui::{
        detail::{source_name, source_origin},
        filters::area_name,
        notes::{NotesOn, claim_place, claims_place},
        parts::{Dialog, SourcesAwaited},
    },
};

/// The dialog with every claim of the open measure.
#[component]
pub fn Claims() -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let open = Memo::new(move |_| app.query().read().claims);
    let title = Memo::new(move |_| {
        open.get().map_or_else(String::new, |measure| {
            fill(lang, Word::ClaimsTitle, &[("what", say(lang, measure_word(measure)))])
        })
    });
    let rows = move || {
        let archive = app.archive();
        let cursor = app.derived.cursor.get();
        let sources = app.sources().read();
        let sources = sources.listed(&archive);
        open.get().map(|measure| rows(&archive, sources, lang, measure, cursor))
    };
    view! {
        <Dialog
            open=Signal::derive(move || open.get().is_some())
            title
            on_close=Callback::new(move |()| app.change(|query| query.claims = None))
        >
            <p class="note">{say(lang, Word::ClaimsIntro)}</p>
            {move || open.get().map(|measure| {
                let label = fill(lang, Word::DeskWriteOn, &[("what", &title.get_untracked())]);
                let target = Target::Claims(measure);
                view! { <NotesOn target label id=claims_place(measure) /> }
            })}
            <SourcesAwaited id="claims-sources" />
            <table class="table table--claims">
                <thead>
                    <tr>
                        {CLAIM_HEADINGS
                            .map(|word| view! { <th scope="col">{say(lang, word)}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </Dialog>
    }
}

fn rows(archive: &Archive, sources: &[Source], lang: Lang, measure: Measure, cursor: Day) -> View {
    table(archive, measure)
        .into_iter()
        .flat_map(|day| day.rows.into_iter().map(move |row| (day.day, row)))
        .filter_map(|(day, row)| claim_row(archive, sources, lang, row, day > cursor))
        .collect_view()
}

fn claim_row(
    archive: &Archive,
    known: &[Source],
    lang: Lang,
    row: Row,
    is_later: bool,
) -> Option<View> {
    let claim = archive.claims.get(row)?;
    let claimant = claim.claimant.in_language(lang, &archive.language);
    let note = claim.note.in_language(lang, &archive.language);
    let area = archive.areas.iter().find(|area| area.id == claim.scope);
    let scope = area.map_or_else(
        || crate::browser::names::country(lang, &claim.scope),
        |area| area_name(archive, lang, area),
    );
    let parts = claim
        .breakdown
        .iter()
        .map(|part| {
            let group = part.group.in_language(lang, &archive.language).text;
            labelled(lang, group, &number(lang, part.value))
        })
        .collect::<Vec<_>>()
        .join(" · ");
    let sources = claim
        .sources
        .iter()
        .filter_map(|source| known.get(*source))
        .map(|source| {
            view! {
                <li>
                    {source_name(lang, source)}
                    <p class="note">{source_origin(lang, source)}</p>
                </li>
            }
        })
        .collect_view();
    Some(view! {
        <tr>
            <td>
                {edtf_words(lang, &claim.as_of)}
                {is_later.then(|| view! {
                    <span class="note">" (" {say(lang, Word::ClaimsFuture)} ")"</span>
                })}
            </td>
            <td class="table__number">
                {figure_words(lang, claim.value, claim.low, claim.high, claim.qualifier)}
            </td>
            <td>
                <span lang=claimant.tag.to_owned()>{claimant.text.to_owned()}</span>
                <p class="note" lang=note.tag.to_owned()>{note.text.to_owned()}</p>
                <p class="note">{parts}</p>
                <NotesOn
                    target=Target::Claim(claim.id.clone())
                    label=fill(lang, Word::DeskWriteOn, &[("what", claimant.text)])
                    id=claim_place(row)
                />
            </td>
            <td>{scope}</td>
            <td><ul>{sources}</ul></td>
        </tr>
    })
}
