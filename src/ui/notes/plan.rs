//! What notes from elsewhere would do, shown before it is done.

use crate::ui::prelude::*;

use super::{
    book::{Book, now},
    target::target_words,
    unfinished::beginning,
};
use crate::{
    core::{
        i18n::{Lang, Plural, Word, labelled, plural, say},
        notes::{
            CarryError, Counts, Intake, IntakeError, IntakeProblem, Note, Plan, ProblemKind,
            Stored, Verdict,
        },
    },
    state::App,
    ui::parts::Dialog,
};

/// So many notes and problems are listed; the rest is counted.
const LISTED: usize = 100;

/// Notes that may be taken, or why there are none.
#[derive(Clone)]
pub struct Coming {
    notes: Vec<Note>,
    problems: Vec<IntakeProblem>,
    more_problems: usize,
    refused: Option<Word>,
}

impl Coming {
    /// What a file holds.
    pub fn of(taken: Result<Intake, IntakeError>) -> Self {
        match taken {
            Ok(Intake { notes, problems, more_problems, .. }) => {
                Self { notes, problems, more_problems, refused: None }
            }
            Err(error) => Self::refused(match error {
                IntakeError::Empty => Word::DeskRefusedEmpty,
                IntakeError::TooLarge => Word::DeskRefusedTooLarge,
                IntakeError::NotNotes => Word::DeskRefusedNotNotes,
                IntakeError::NoAnnotations => Word::DeskRefusedNoAnnotations,
            }),
        }
    }

    /// What a link holds, for the open record.
    pub fn of_link(unpacked: Result<Stored, CarryError>, record: &str) -> Self {
        match unpacked {
            Ok(stored) if stored.document.record != record => Self::refused(Word::DeskRefusedOther),
            Ok(stored) => {
                let notes = stored.document.living().cloned().collect();
                Self {
                    notes,
                    problems: Vec::new(),
                    more_problems: stored.losses.len(),
                    refused: None,
                }
            }
            Err(CarryError::TooLong) => Self::refused(Word::DeskRefusedTooLarge),
            Err(CarryError::Later) => Self::refused(Word::DeskRefusedLater),
            Err(CarryError::Damaged) => Self::refused(Word::DeskRefusedDamaged),
        }
    }

    /// Why nothing can be taken.
    pub fn refused(why: Word) -> Self {
        Self { notes: Vec::new(), problems: Vec::new(), more_problems: 0, refused: Some(why) }
    }
}

/// The dialog that asks before anything is added.
#[component]
pub fn PlanDialog(
    /// What may be taken; the dialog is open while there is something.
    coming: RwSignal<Option<Coming>>,
) -> impl IntoView {
    let app = App::shared();
    let lang = app.lang();
    let close = move |()| coming.set(None);
    let body = move || coming.get().map(|coming_now| body(app, &coming_now, close));
    view! {
        <Dialog
            open=Signal::derive(move || coming.read().is_some())
            title=say(lang, Word::DeskPlanTitle).to_owned()
            on_close=Callback::new(close)
        >
            {body}
        </Dialog>
    }
}

fn body(app: App, coming: &Coming, close: impl Fn(()) + Copy + Send + Sync + 'static) -> View {
    let lang = app.lang();
    if let Some(why) = coming.refused {
        return view! { <p role="alert">{say(lang, why)}</p> };
    }
    let book = Book::shared();
    let plan = Plan::of(&coming.notes, &book.notes.document().read());
    let counts = plan.counts();
    let bring_back = RwSignal::new(false);
    let lines = plan.items.iter().take(LISTED).map(|item| {
        let name = target_words(app, &item.note.target);
        view! {
            <li class="plan__item">
                <span class="plan__verdict">{say(lang, verdict_word(item.verdict))}</span>
                <bdi>{crate::core::notes::shown(&name)}</bdi>
                <p class="note" dir="auto">{beginning(&item.note.text)}</p>
            </li>
        }
    });
    let lines = lines.collect_view();
    let more = plan.items.len().saturating_sub(LISTED);
    let takes = counts.add + counts.newer + counts.conflict + counts.deleted > 0;
    let carry_out = move |_| {
        let plan = plan.clone();
        book.change(|own| plan.carry_out(own, bring_back.get_untracked(), now()));
        close(());
    };
    view! {
        <ul class="plan__counts">{counted(lang, counts)}</ul>
        {takes.then(|| view! {
            <button class="button button--main" on:click=carry_out>{say(lang, Word::DeskPlanDo)}</button>
        })}
        {(counts.deleted > 0).then(|| view! {
            <label class="plan__back">
                <input
                    type="checkbox"
                    on:change=move |_| bring_back.update(|is| *is = !*is)
                />
                <span>{say(lang, Word::DeskPlanBringBack)}</span>
            </label>
        })}
        <ul class="plan__list">{lines}</ul>
        {(more > 0).then(|| view! { <p>{plural(lang, Plural::CountDeskMore, more as u64)}</p> })}
        {problems(lang, &coming.problems, coming.more_problems)}
    }
}

fn counted(lang: Lang, counts: Counts) -> View {
    let Counts { add, same, newer, older, conflict, deleted } = counts;
    let all = [
        (Verdict::Add, add),
        (Verdict::Newer, newer),
        (Verdict::Conflict, conflict),
        (Verdict::Same, same),
        (Verdict::Older, older),
        (Verdict::Deleted, deleted),
    ];
    all.into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(verdict, count)| {
            view! {
                <li>{labelled(lang, say(lang, verdict_word(verdict)), &count.to_string())}</li>
            }
        })
        .collect_view()
}

fn problems(lang: Lang, problems: &[IntakeProblem], more: usize) -> View {
    if problems.is_empty() && more == 0 {
        return None::<String>.into_view();
    }
    let rest = more + problems.len().saturating_sub(LISTED);
    let lines = problems.iter().take(LISTED).map(|problem| {
        view! {
            <li>
                <code>{problem.path.clone()}</code> " "
                {say(lang, problem_word(problem.kind))}
                {(!problem.found.is_empty()).then(|| view! {
                    <p class="note"><bdi>{crate::core::notes::shown(&problem.found)}</bdi></p>
                })}
            </li>
        }
    });
    view! {
        <h3 class="detail__heading">{say(lang, Word::DeskPlanProblems)}</h3>
        <ul class="plan__list">{lines.collect_view()}</ul>
        {(rest > 0).then(|| view! { <p>{plural(lang, Plural::CountDeskMore, rest as u64)}</p> })}
    }
}

fn verdict_word(verdict: Verdict) -> Word {
    match verdict {
        Verdict::Add => Word::DeskVerdictAdd,
        Verdict::Same => Word::DeskVerdictSame,
        Verdict::Newer => Word::DeskVerdictNewer,
        Verdict::Older => Word::DeskVerdictOlder,
        Verdict::Conflict => Word::DeskVerdictConflict,
        Verdict::Deleted => Word::DeskVerdictDeleted,
    }
}

fn problem_word(kind: ProblemKind) -> Word {
    match kind {
        ProblemKind::NotAnnotation => Word::DeskProblemNotAnnotation,
        ProblemKind::NoTarget => Word::DeskProblemNoTarget,
        ProblemKind::OtherRecord => Word::DeskProblemOtherRecord,
        ProblemKind::TooLong => Word::DeskProblemTooLong,
        ProblemKind::TooMany => Word::DeskProblemTooMany,
        ProblemKind::Doubled => Word::DeskProblemDoubled,
        ProblemKind::Broken => Word::DeskProblemBroken,
        ProblemKind::PageElsewhere => Word::DeskProblemPageElsewhere,
        ProblemKind::Repaired => Word::DeskProblemRepaired,
        ProblemKind::Selector => Word::DeskProblemSelector,
        ProblemKind::Body => Word::DeskProblemBody,
        ProblemKind::Date => Word::DeskProblemDate,
        ProblemKind::Word => Word::DeskProblemWord,
        ProblemKind::Markup => Word::DeskProblemMarkup,
    }
}
