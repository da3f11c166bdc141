//! Messages that are none of the protocol (`docs/formats/embedding.md`): from the page around, from a third
//! frame, of every wrong form and with every hostile value.

use e2e::{FRAME, Host, Page, element, framed as open};
use serde_json::{Value, json};

/// Messages made from a seed: of wrong forms, of orders with wrong parts, and of things that must never
/// be done. `orders` are of the protocol, with values that no record has.
const STORM: &str = "
    let seed = 20230109;
    const next = most => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
    const pick = list => list[next(list.length)];
    const ORDERS = ['get', 'read', 'notes', 'eval', 'ready', 'height', 'state', '__proto__', 'constructor', 'toString', 7, null, {}, ['set']];
    const KEYS = ['notes', 'draft', 'theme', 'time', '__proto__', 'constructor', 'href', 'khipu:notes:peru-2022-2023', ''];
    const VALUES = ['<img src=x onerror=alert(1)>', 'javascript:alert(1)', '\\ud800', 'x'.repeat(5000), '%', '#notes=1', 7, NaN, {}, [[]], [1], true, new Date(), undefined];
    const made = depth => {
      const value = {};
      for (let at = next(5); at > 0; at--) value[pick(KEYS)] = depth > 0 && next(3) === 0 ? made(depth - 1) : pick(VALUES);
      return value;
    };
    const message = () => pick([
      () => pick(VALUES),
      () => made(2),
      () => ({ khipu: 1, do: pick(ORDERS), view: made(1) }),
      () => ({ khipu: pick([0, 2, '1', true, null]), do: pick(['set', 'play']), view: { region: 'PE-CUS' } }),
      () => ({ khipu: 1, do: 'set', view: pick([null, 'region=PE-CUS', 7, made(2), []]) }),
      () => ({ khipu: 1, do: 'set', view: { region: pick([{}, 7, true, ['PE-CUS', 7], 'x'.repeat(3000), '\\ud800']) } }),
    ])();
    const VIEW = ['from', 'to', 'at', 'region', 'kind', 'actor', 'tag', 'source', 'certainty', 'event', 'story', 'claims', 'lang', 'lanes', 'measure', 'q', 'fold', 'view', 'map'];
    const WORDS = ['<img src=x onerror=alert(1)>', 'javascript:alert(1)', '__proto__', 'constructor', '../../x', '%', '%00', '&notes=1', '#notes=1', '9999-12-31', '-0001-02-30', '0000-00-00..9999-99-99', '1e400', 'NaN', 'x'.repeat(1999), ',,,', '\\u202e\\u0000', '999999999999.999999999', 'PE-PUN,PE-PUN,<b>'];
    const order = () => ({ khipu: 1, do: 'set', view: Object.fromEntries(VIEW.filter(() => next(3) === 0).map(key => [key, pick(WORDS)])) });
    // As if of the frame, to the page around it.
    const told = () => ({ khipu: 1, is: pick(['ready', 'height', 'state', 'event', 'error']), height: pick([9999, '9999', NaN, -1, {}]), top: pick([9999, 'x']), by: pick(['reader', 'host', 7]), event: pick(['x', 7, {}]), view: pick([{ region: 'PE-CUS' }, { region: 7 }, null, 'x', 7]), problems: pick([['x'], 'x', 7, null]) });
";

/// What no message may change without an order.
const LOOK: &str = "[location.hash, document.documentElement.lang, document.querySelectorAll('.notice').length, document.querySelector('[data-playing]').dataset.playing, localStorage.length, document.querySelectorAll('dialog[open]').length]";

/// The page with a note that must not be learnt of.
fn with_a_note(khipu: &Host, more: &str) -> Page {
    let body = element("one", "height=900 region=PE-PUN") + more;
    let page = open(khipu, &body, (1240, 900));
    page.within("one", || {
        page.wait("document.querySelector('.choices')");
        page.eval("void localStorage.setItem('khipu:notes:peru-2022-2023', '{\"version\":1,\"record\":\"peru-2022-2023\",\"notes\":[\\n{\"id\":\"a\",\"created\":1675254600000,\"on\":\"region=PE-PUN\",\"text\":\"a secret of mine\"}\\n]}')");
        page.reload();
        page.wait("document.querySelector('.choices')");
    });
    page.wait("count('ready') === 2");
    page
}

fn assert_no_secret(page: &Page) {
    assert_eq!(
        page.eval("heard.some(it => it.includes('secret') || it.includes('khipu:notes'))"),
        json!(false)
    );
}

#[test]
fn ten_thousand_messages_of_the_page_around_do_nothing_that_the_protocol_does_not_say() {
    let khipu = Host::start();
    let page = with_a_note(&khipu, "");
    let before = page.within("one", || page.eval(LOOK));
    page.eval(&format!("void (() => {{ {STORM} for (let at = 0; at < 10000; at++) {FRAME}('one').contentWindow.postMessage(message(), '*'); }})()"));
    // An order comes after all that was sent before it.
    page.eval("void document.querySelector('khipu-record').set({ lang: 'es' })");
    page.wait("last('one', 'state')?.view.lang === 'es'");
    let after = page.within("one", || {
        page.wait("document.documentElement.lang === 'es'");
        page.wait("document.querySelector('.choices')");
        page.eval(LOOK)
    });
    let mut expected = before;
    expected[0] = json!("#region=PE-PUN&lang=es");
    expected[1] = json!("es");
    assert_eq!(after, expected);
    assert_no_secret(&page);
}

#[test]
fn ten_thousand_messages_of_a_third_frame_do_nothing() {
    let khipu = Host::start();
    let plain =
        format!("<iframe id=plain title=Plain src='{}#region=PE-PUN'></iframe>", khipu.url());
    let page = with_a_note(&khipu, &plain);
    let look = |act: &dyn Fn() -> Value| {
        let own = page.within("one", act);
        page.enter_frame_of("body");
        page.wait_until_ready();
        page.wait("document.querySelector('[data-playing]')");
        let plain = act();
        page.leave_frame();
        [own, plain]
    };
    let before = look(&|| page.eval(LOOK));
    let size = "[...document.querySelectorAll('khipu-record')].map(it => [it.address, it.shadowRoot.querySelector('iframe').style.height])";
    let (told, sized) = (page.eval("told.length"), page.eval(size));
    // It reaches the frame in the element's shadow tree, the plain one, and the page around both.
    let third = format!(
        "<!DOCTYPE html><script>{STORM}
        const frames = [parent.{FRAME_IN_PARENT}.contentWindow, parent.document.querySelector('#plain').contentWindow];
        if (frames.some(frame => !frame || frame === parent)) throw new Error('not reached');
        const any = () => next(2) ? message() : pick([order, () => ({{ khipu: 1, do: pick(['set', 'play']), view: {{ region: 'PE-CUS', lang: 'fr' }} }})])();
        for (let at = 0; at < 10000; at++) {{ for (const frame of frames) frame.postMessage(any(), '*'); if (at % 10 === 0) parent.postMessage(told(), '*'); }}
        parent.postMessage('sent', '*');</script>"
    );
    page.eval(&format!(
        "void document.body.append(Object.assign(document.createElement('iframe'), {{ srcdoc: {}, title: 'Third' }}))",
        json!(third)
    ));
    page.wait("heard.includes('\"sent\"')");
    // Messages are taken in turn: once one of the host's own is answered, all of the others were heard.
    page.eval("void document.querySelector('khipu-record').set({ kind: 'clash' })");
    page.wait("last('one', 'state')?.view.kind === 'clash'");
    page.eval("void document.querySelector('khipu-record').set({ kind: null })");
    page.wait("last('one', 'state').view.kind === undefined");
    page.eval("void document.querySelector('#plain').contentWindow.postMessage({ khipu: 1, do: 'set', view: { kind: 'clash' } }, '*')");
    page.wait(
        "heard.findLast(it => it.includes('\"clash\"') && it.includes('\"state\"')) !== undefined",
    );
    page.eval("void document.querySelector('#plain').contentWindow.postMessage({ khipu: 1, do: 'set', view: { kind: null } }, '*')");
    page.enter_frame_of("body");
    page.wait("!location.hash.includes('kind')");
    page.leave_frame();
    assert_eq!(look(&|| page.eval(LOOK)), before);
    assert_eq!(page.eval(size), sized);
    assert_eq!(
        page.eval(&format!(
            "told.slice({told}).every(it => it[1] === 'state' && it[2].by === 'host')"
        )),
        json!(true),
        "of what is not of its own frame the element believes nothing"
    );
    assert_no_secret(&page);
}

#[test]
fn hostile_values_in_orders_are_words_and_the_page_goes_on() {
    let khipu = Host::start();
    let page = with_a_note(&khipu, "");
    let stored = page.within("one", || page.eval("JSON.stringify({ ...localStorage })"));
    page.eval(&format!(
        "void (() => {{ {STORM}
            window.all = Object.fromEntries(VIEW.map(key => [key, null]));
            window.orders = Array.from({{ length: 40 }}, order);
            for (const word of WORDS) for (const key of VIEW) orders.push({{ khipu: 1, do: 'set', view: {{ [key]: word }} }});
        }})()"
    ));
    // Of each key one value at a time: the address takes what came last within a third of a second.
    let keys = page.eval("Object.keys(all).length");
    page.eval_async(&format!(
        "const frame = {FRAME}('one').contentWindow;
         const step = at => {{
            for (const order of orders.splice(0, {keys})) frame.postMessage(order, '*');
            if (orders.length > 0) setTimeout(step, 320); else done();
         }};
         step();"
    ));
    page.eval("void document.querySelector('khipu-record').set({ ...all, region: 'PE-PUN' })");
    page.within("one", || {
        page.wait("location.hash === '#region=PE-PUN'");
        page.wait("document.querySelector('.choices')?.textContent.includes('Puno') && document.querySelector('.list__row')");
        assert_eq!(page.errors(), Vec::<String>::new());
        assert_eq!(page.count("img, script:not([src])"), 0);
        assert_eq!(page.count("dialog[open]"), 0);
        assert_eq!(page.eval("JSON.stringify({ ...localStorage })"), stored);
        page.click(".list__row");
        page.wait("document.querySelector('#event-title')");
    });
    assert_no_secret(&page);
}

/// `FRAME` as a frame beside it finds the element's.
const FRAME_IN_PARENT: &str =
    "document.querySelector('khipu-record').shadowRoot.querySelector('iframe')";
