//! `<khipu-record>` as an element of a page that changes: its attributes by every name, moved, taken away,
//! hidden, in groups, steered often, and brought in other ways than by one script.

use e2e::{FRAME, Host, Page, Setting, element, framed as open};
use serde_json::{Value, json};

const ONE: &str = "document.querySelector('khipu-record')";
const JULIACA: &str = "2023-01-09-juliaca-killings";

fn link(page: &Page, of: &str) -> Value {
    page.eval(&format!("(it => [it.textContent, it.lang])({of}.shadowRoot.querySelector('a'))"))
}

#[test]
fn attributes_go_by_the_names_that_people_try() {
    let khipu = Host::start();
    let page = open(
        &khipu,
        &element(
            "one",
            "view='timeline, map' language=es-PE kinds=clash regions=PE-PUN height=600px",
        ),
        (1240, 900),
    );
    assert_eq!(page.eval(&format!("{FRAME}('one').offsetHeight")), json!(600));
    assert_eq!(link(&page, ONE), json!(["Abrir esta vista", "es"]));
    page.within("one", || {
        assert_eq!(
            page.eval("[document.documentElement.dataset.show, document.documentElement.lang, document.documentElement.dataset.frame, location.hash]"),
            json!(["timeline map", "es", "flow", "#region=PE-PUN&kind=clash&lang=es"])
        );
        assert_eq!(page.count(".notice"), 0);
    });
}

#[test]
fn a_moved_element_shows_what_it_showed_and_one_that_is_away_can_be_told() {
    let khipu = Host::start();
    let body = element("one", "height=800 region=PE-PUN lang=en") + "<div id=other></div>";
    let page = open(&khipu, &body, (1240, 900));
    page.eval(&format!("void {ONE}.set({{ kind: 'clash', q: 'Juliaca' }})"));
    page.wait("last('one', 'state')?.view.kind === 'clash'");
    page.eval(&format!("void document.querySelector('#other').append({ONE})"));
    page.wait("count('ready') === 2");
    page.within("one", || {
        page.wait("location.hash.includes('region=PE-PUN') && location.hash.includes('kind=clash') && location.hash.includes('q=Juliaca')");
    });
    page.eval(&format!("void (window.kept = {ONE}, kept.remove(), kept.set({{ region: 'PE-CUS', q: null }}), kept.pause(), kept.setAttribute('kind', 'repression'))"));
    page.eval("void document.body.append(kept)");
    page.wait("count('ready') === 3");
    page.within("one", || {
        page.wait("location.hash.includes('region=PE-CUS') && location.hash.includes('kind=repression') && !location.hash.includes('q=')");
    });
}

#[test]
fn only_what_needs_it_loads_the_frame_again_and_then_with_what_it_showed() {
    let khipu = Host::start();
    let page = open(&khipu, &element("one", "height=800 region=PE-PUN lang=en"), (1240, 900));
    page.within("one", || page.eval("void (window.stays = true)"));
    page.eval(&format!("void (it => {{ it.setAttribute('height', '600px'); it.setAttribute('height', '600px'); it.setAttribute('region', 'PE-PUN'); it.title = 'one'; it.removeAttribute('still'); }})({ONE})"));
    page.wait(&format!("{FRAME}('one').offsetHeight === 600"));
    // Two attributes in one go are one change.
    let before = page.eval("count('state')");
    page.eval(&format!("void (it => {{ it.setAttribute('kind', 'clash'); it.setAttribute('from', '2023-01-01'); it.setAttribute('to', '2023-01-31'); }})({ONE})"));
    page.wait("last('one', 'state')?.view.to === '2023-01-31'");
    assert_eq!(page.eval(&format!("count('state') - {before}")), json!(1));
    assert_eq!(page.within("one", || page.eval("window.stays")), json!(true));
    assert_eq!(page.eval("count('ready')"), json!(1));
    page.eval(&format!("void {ONE}.set({{ kind: 'strike' }})"));
    page.wait("last('one', 'state').view.kind === 'strike'");
    page.eval(&format!(
        "void ({ONE}.toggleAttribute('private'), {ONE}.setAttribute('theme', 'dark'))"
    ));
    page.wait("count('ready') === 2");
    page.within("one", || {
        page.wait("origin === 'null' && document.documentElement.dataset.theme === 'dark' && location.hash.includes('kind=strike')");
    });
}

#[test]
fn a_group_goes_on_with_those_who_come_later() {
    let khipu = Host::start();
    let body = element("first", "show=list group=a height=900")
        + &element("alone", "show=list group=b height=300");
    let page = open(&khipu, &body, (1240, 900));
    // One that is not near enough to be there, and one that is not on the page at all.
    let far = format!(
        "<div style='height: 9000px'></div>{}",
        element("far", "show=list group=a region=PE-LIM height=500")
    );
    page.eval(&format!("void document.body.insertAdjacentHTML('beforeend', {})", json!(far)));
    page.within("first", || {
        page.click(".chips .chip");
        page.wait("location.hash.includes('kind=') || location.hash.includes('source=') || location.hash.length > 3");
        page.click(".list__row");
        page.wait("location.hash.includes('event=')");
    });
    page.wait("last('first', 'event')?.event");
    assert_eq!(page.eval(&format!("{FRAME}('far').src")), "", "it is still far away");
    page.eval(&format!(
        "void document.body.insertAdjacentHTML('afterbegin', {})",
        json!(element("late", "show=list group=a height=500"))
    ));
    let hash = page.within("first", || page.eval_text("location.hash"));
    for title in ["far", "late"] {
        page.eval(&format!("void {FRAME}('{title}').scrollIntoView()"));
        page.wait(&format!("last('{title}', 'ready')"));
        assert_eq!(page.within(title, || page.eval_text("location.hash")), hash, "{title}");
    }
    assert_eq!(page.within("alone", || page.eval_text("location.hash")), "");
}

#[test]
fn the_last_of_many_orders_holds_and_the_readers_own_choices_are_not_touched() {
    let khipu = Host::start();
    let page = open(&khipu, &element("one", "height=900 lang=en"), (1240, 900));
    page.eval_async(&format!(
        "let at = 0;
         const step = () => {{
            for (const end = at + 10; at < end; at++) {{
                const day = String(1 + at % 28).padStart(2, '0');
                {ONE}.set({{ at: `2023-01-${{day}}`, region: at % 2 ? 'PE-PUN' : 'PE-CUS' }});
            }}
            if (at < 700) setTimeout(step, 20); else done();
         }};
         step();"
    ));
    page.eval(&format!("void {ONE}.set({{ at: '2023-01-09', region: 'PE-AYA', lang: 'fr' }})"));
    page.wait("(view => view?.at === '2023-01-09' && view.region === 'PE-AYA' && view.lang === 'fr')(last('one', 'state')?.view)");
    page.within("one", || {
        page.wait("document.documentElement.lang === 'fr' && document.querySelector('.choices')?.textContent.includes('Ayacucho')");
        assert_eq!(page.eval("localStorage.getItem('khipu:lang')"), Value::Null);
        assert_eq!(page.eval("document.activeElement.tagName"), "BODY");
        assert_eq!(page.errors(), Vec::<String>::new());
        // A reader's own choice is kept, and keeps the focus.
        page.click("#lang-es");
        page.wait("document.documentElement.lang === 'es' && document.activeElement.id === 'lang-es'");
        assert_eq!(page.eval("localStorage.getItem('khipu:lang')"), "es");
    });
}

#[test]
fn what_a_host_asks_for_and_the_record_has_not_is_said_to_the_reader() {
    let khipu = Host::start();
    let page = open(&khipu, &element("one", "lang=en"), (1240, 900));
    page.eval(&format!("void {ONE}.set({{ event: 'no-such-event', region: 'PE-PUN' }})"));
    page.within("one", || {
        page.wait_for_text(".notice", "no-such-event");
        page.wait("document.querySelector('.choices')?.textContent.includes('Puno')");
    });
}

#[test]
fn a_frame_says_nothing_in_another_form_than_the_protocols() {
    let khipu = Host::start();
    let page = open(&khipu, &element("one", "show=timeline lang=en"), (1240, 900));
    let height = page.eval(&format!("{FRAME}('one').offsetHeight"));
    let told = page.eval("told.length");
    page.within("one", || {
        page.eval("void [
            { is: 'height', height: '9000' }, { is: 'height', height: NaN }, { is: 'ready', problems: 'x' }, { is: 'ready', problems: [7] },
            { is: 'state', view: 'x', by: 'reader' }, { is: 'state', view: { region: 7 } }, { is: 'event', event: {}, top: 1, by: 'reader' },
            { is: 'event', event: 'x', top: 'y', by: 'reader' }, { is: 'error', text: {} }, { is: 'toString' },
        ].forEach(it => parent.postMessage({ khipu: 1, ...it }, '*'))");
        page.eval("void parent.postMessage({ khipu: 1, is: 'error', text: 'in form' }, '*')");
    });
    page.wait("last('one', 'error')?.text === 'in form'");
    assert_eq!(page.eval(&format!("told.length - {told}")), json!(1));
    assert_eq!(page.eval(&format!("{FRAME}('one').offsetHeight")), height);
}

#[test]
fn a_dialog_has_room_in_a_small_frame_and_opens_where_it_was_asked_for() {
    let khipu = Host::start();
    for size in [(1240, 900), (420, 800)] {
        let page = open(&khipu, &element("one", "show=figures lang=en"), size);
        let before = page.eval(&format!("{FRAME}('one').clientHeight")).as_f64().unwrap_or(0.0);
        page.within("one", || {
            page.click(".figures__cell");
            page.wait("document.querySelector('dialog[open] tbody tr')");
            page.wait("(it => it.top >= 0 && it.bottom <= innerHeight && it.height > 300)(document.querySelector('dialog[open]').getBoundingClientRect())");
            page.assert_accessible("a dialog in a frame");
            page.key("Escape");
            page.wait("!document.querySelector('dialog[open]')");
        });
        page.wait(&format!("Math.abs({FRAME}('one').clientHeight - {before}) <= 1"));
    }
    // In a tall frame it is where the reader is.
    let page = open(&khipu, &element("one", "lang=en"), (700, 900));
    page.within("one", || {
        page.click(".list__empty [data-desk=table]");
        page.wait("(it => it && Math.abs(it.top - document.querySelector('.list__empty [data-desk=table]').getBoundingClientRect().top) < 640)(document.querySelector('dialog[open]')?.getBoundingClientRect())");
    });
}

#[test]
fn hidden_things_stay_hidden_and_the_link_speaks_as_its_page_does() {
    let khipu = Host::start();
    let body = format!(
        "<div lang=es-PE style='visibility: hidden; color: rgb(1, 2, 3)'>{}</div><div lang=qu>{}</div>",
        element("hidden", "height=200"),
        element("other", "height=200")
    );
    let page = open(&khipu, &body, (1240, 900));
    assert_eq!(page.eval(&format!("getComputedStyle({FRAME}('hidden')).visibility")), "hidden");
    assert_eq!(
        page.eval(&format!("getComputedStyle({ONE}.shadowRoot.querySelector('a')).color")),
        "rgb(1, 2, 3)"
    );
    assert_eq!(link(&page, ONE), json!(["Abrir esta vista", "es"]));
    assert_eq!(
        link(&page, "document.querySelector('[title=other]')"),
        json!(["Open this view", "en"])
    );
}

#[test]
fn a_module_says_where_its_khipu_stands_and_a_second_script_is_told_of_the_first() {
    let (first, second) = (Host::start(), Host::start());
    let site = Host::start();
    let body = format!(
        "<!DOCTYPE html><html lang=en><title>Host</title><body><script>window.said = []; for (const kind of ['warn', 'error']) console[kind] = text => said.push(text)</script>
         <script type=module>import '{0}khipu-embed.js'; window.first = true;</script>
         {1}{2}",
        first.url(),
        element("lost", "height=300"),
        element("based", &format!("height=300 event={JULIACA} base={}", second.url().trim_end_matches('/'))),
    );
    site.serve("site.html", body);
    let page = Page::start(&Setting::default());
    page.go_to_address(&format!("{}site.html", site.url()));
    page.wait("window.first && customElements.get('khipu-record')");
    page.wait(&format!("{FRAME}('based').src.startsWith({:?})", second.url()));
    page.within("based", || page.wait("document.querySelector('#event-title')"));
    page.wait("said.some(it => String(it).includes('base='))");
    assert_eq!(page.eval(&format!("{FRAME}('lost').src")), "");
    page.eval(&format!("void document.body.append(Object.assign(document.createElement('script'), {{ src: '{}khipu-embed.js' }}))", second.url()));
    page.wait(&format!("said.some(it => String(it).includes('base=\"{}\"'))", second.url()));
    assert_eq!(first.asked(), ["khipu-embed.js"]);
}
