//! A link is a view: it opens as it was kept, and the browser's Back and Forward walk the choices.

use e2e::{Outlook, Page, Setting, links};

fn check(page: &Page, link: &str) {
    page.go_to(link);
    page.wait_until_ready();
    page.wait_for_view();
    assert_eq!(page.fragment().trim_start_matches('#'), link.trim_start_matches('#'));
}

#[test]
fn every_stored_link_opens_its_view() {
    let page = Page::start(&Setting::default());
    let stored = links("stored.txt");
    assert!(stored.len() >= 20, "only {} links", stored.len());
    for (link, _) in stored {
        check(&page, &link);
        page.assert_clean();
    }
}

#[test]
fn every_old_link_opens_as_todays_does() {
    let page = Page::start(&Setting::default());
    for (old, today) in links("old.txt") {
        check(&page, &old);
        let shown = page.view();
        assert_eq!(shown, Outlook::of(&today).view(), "{old}");
        assert_eq!(shown["notices"], 0, "{old}");
    }
    page.assert_clean();
}

#[test]
fn a_damaged_key_shows_a_notice_and_the_rest_holds() {
    let page = Page::start(&Setting::default());
    for link in [
        "#region=PE-PUN&at=the-ninth",
        "#region=PE-PUN&colour=red",
        "#region=PE-PUN,PE-ATL&lang=es",
        "#region=PE-PUN&event=no-such-event",
        "#region=PE-PUN&q=%ff%fe",
        "#region=PE-PUN&view=1..&map=x&lanes=up&measure=luck&claims=all&certainty=none",
    ] {
        check(&page, link);
        let outlook = Outlook::of(link);
        assert!(outlook.notices > 0, "{link} is not damaged");
        assert!(outlook.query.filters.areas.contains("PE-PUN"), "{link}");
        assert_eq!(page.count(".choices .chip"), 1, "{link}");
    }
    page.click(".page__notices .notice button");
    page.wait("!document.querySelector('.page__notices .notice')");
    page.assert_clean();
}

#[test]
fn back_and_forward_walk_the_choices() {
    let page = Page::open("");
    let mut walked = vec![page.fragment()];
    let mut step = |act: &dyn Fn(), held: &str| {
        act();
        page.wait(&format!("location.hash.includes('{held}')"));
        page.wait_for_view();
        walked.push(page.fragment());
    };
    step(
        &|| page.press(".map__country .unseen[role=group] button[aria-pressed]", "Puno:"),
        "region=PE-PUN",
    );
    step(&|| page.click(".list__row"), "event=");
    step(&|| page.click("#lang-es"), "lang=es");
    let shows = |fragment: &str| {
        page.poll(fragment, || {
            let now = page.fragment();
            (now == fragment).then_some(()).ok_or(now)
        });
        page.wait_for_view();
    };
    assert_eq!(walked.len(), 4);
    for fragment in walked.iter().rev().skip(1) {
        page.back();
        shows(fragment);
    }
    for fragment in walked.iter().skip(1) {
        page.forward();
        shows(fragment);
    }
    page.assert_clean();
}
