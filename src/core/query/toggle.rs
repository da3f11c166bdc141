//! One click on a thing that narrows: chosen if it was not, let go if it was.

use crate::core::query::Set;

use super::Filters;
use crate::core::model::{Certainty, Family, Kind};

impl Filters {
    pub fn toggle_area(&mut self, id: &str) {
        toggle(&mut self.areas, id);
    }

    pub fn toggle_actor(&mut self, id: &str) {
        toggle(&mut self.actors, id);
    }

    pub fn toggle_tag(&mut self, id: &str) {
        toggle(&mut self.tags, id);
    }

    pub fn toggle_source(&mut self, id: &str) {
        toggle(&mut self.sources, id);
    }

    pub fn toggle_certainty(&mut self, certainty: Certainty) {
        if !self.certainty.remove(&certainty) {
            self.certainty.insert(certainty);
        }
        if self.certainty.len() == Certainty::ALL.len() {
            self.certainty.clear();
        }
    }

    /// Chooses a kind or lets it go; with every kind chosen, none narrows.
    pub fn toggle_kind(&mut self, kind: Kind) {
        if !self.kinds.remove(&kind) {
            self.kinds.insert(kind);
        }
        self.forget_all_kinds();
    }

    /// Chooses all kinds of a family, or lets them go where all were chosen.
    pub fn toggle_family(&mut self, family: Family) {
        if self.has_family(family) {
            self.kinds.retain(|kind| kind.family() != family);
        } else {
            self.kinds.extend(family.kinds());
        }
        self.forget_all_kinds();
    }

    /// Whether every kind of a family is chosen.
    pub fn has_family(&self, family: Family) -> bool {
        family.kinds().all(|kind| self.kinds.contains(&kind))
    }

    /// Whether anything narrows.
    pub fn narrow(&self) -> bool {
        *self != Self::default()
    }

    fn forget_all_kinds(&mut self) {
        if self.kinds.len() == Kind::ALL.len() {
            self.kinds.clear();
        }
    }
}

fn toggle(set: &mut Set<String>, id: &str) {
    if !set.remove(id) {
        set.insert(id.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_click_lets_go_what_the_first_chose() {
        let start = Filters::default();
        let clicks: [fn(&mut Filters); 7] = [
            |filters| filters.toggle_area("PE-PUN"),
            |filters| filters.toggle_actor("a"),
            |filters| filters.toggle_tag("t"),
            |filters| filters.toggle_source("s"),
            |filters| filters.toggle_certainty(Certainty::Disputed),
            |filters| filters.toggle_kind(Kind::Clash),
            |filters| filters.toggle_family(Family::Violence),
        ];
        for click in clicks {
            let mut filters = start.clone();
            click(&mut filters);
            assert!(filters.narrow());
            click(&mut filters);
            assert_eq!(filters, start);
        }
    }

    #[test]
    fn a_family_completes_its_kinds_before_it_lets_them_go() {
        let mut filters = Filters::default();
        filters.toggle_kind(Kind::Clash);
        filters.toggle_kind(Kind::Report);
        assert!(!filters.has_family(Family::Violence));
        filters.toggle_family(Family::Violence);
        assert!(filters.has_family(Family::Violence));
        filters.toggle_family(Family::Violence);
        assert_eq!(filters.kinds, Set::from([Kind::Report]));
    }

    #[test]
    fn with_everything_chosen_nothing_narrows() {
        let mut filters = Filters::default();
        for family in Family::ALL {
            filters.toggle_family(*family);
        }
        for certainty in Certainty::ALL {
            filters.toggle_certainty(*certainty);
        }
        assert!(!filters.narrow());
    }
}
