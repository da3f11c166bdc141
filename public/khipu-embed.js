// <khipu-record>: the page inside another one, with one line of script. `docs/embedding.md` says how, and
// `docs/formats/embedding.md` what the two pages say to each other.
//
// The element makes one frame, and nothing of it is asked for before the reader comes near. It stands in
// a shadow tree, so that the host's style sheets do not reach it; what the element holds is shown where no
// script runs. The view is the frame's address: attributes become the part after `#`, options that of `?`.

(() => {
  const NAME = "khipu-record";
  const VERSION = 1;
  /** Where this Khipu stands. A module is not told its own address, so it is looked for. */
  const SOURCE = (document.currentScript ?? document.querySelector("script[src*='khipu-embed.js']"))?.src;
  const PAGE = SOURCE && new URL("./", SOURCE).href;
  /** What the elements of a group share: attributes that are keys of the page's links. */
  const SHARED = ["from", "to", "at", "region", "kind", "actor", "tag", "source", "certainty", "event"];
  /** What else the frame tells of its view, and what it is asked for and keeps to itself. */
  const TOLD = [...SHARED, "story", "claims", "lang", "lanes", "measure"];
  const VIEW = [...TOLD, "q", "fold", "view", "map"];
  /** How the page is shown, whatever it shows. */
  const OPTIONS = ["record", "show", "theme", "accent", "paper", "ink", "still"];
  /** Other names that an attribute may have. */
  const ALSO = { lang: "language", region: "regions", kind: "kinds", actor: "actors", tag: "tags", source: "sources" };
  /** What `view` may name in place of a stretch of time: the same as `show`. */
  const AREAS = /^\s*(timeline|map|figures|list|event|story)\s*(,|$)/;
  const NEAR = "600px";
  const HEIGHT = { usual: 720, least: 120, most: 20_000 };
  const OPEN = { en: "Open this view", es: "Abrir esta vista", fr: "Ouvrir cette vue" };
  /** What the frame may do. Without an origin of its own it works too, and keeps nothing. */
  const OWN_ORIGIN = " allow-same-origin";
  const MAY = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox";
  const STYLE = `
    :host { all: initial !important; display: block !important; contain: layout !important; visibility: inherit !important; color: inherit !important; color-scheme: inherit !important; }
    :host([hidden]) { display: none !important; }
    iframe { display: block; box-sizing: border-box; width: 100%; border: 1px solid #8884; border-radius: 8px; }
    a { display: inline-block; padding: 4px 0; font: 14px/24px system-ui, sans-serif; color: inherit; }
    a:not([href]) { display: none; }
  `;
  /** What the parts of a message are; one with another part is none of the page's. */
  const text = it => typeof it === "string";
  const SHAPES = {
    height: it => it === null || Number.isFinite(it),
    top: Number.isFinite,
    view: it => Object(it) === it && Object.values(it).every(text),
    problems: it => Array.isArray(it) && it.every(text),
    event: it => it === null || text(it),
    by: text,
    text,
  };

  const there = new Set();
  /** What each group shares, for its elements that come later. */
  const groups = new Map();
  const near = new IntersectionObserver(
    entries => entries.filter(it => it.isIntersecting).forEach(it => it.target.load()),
    { rootMargin: NEAR },
  );

  class KhipuRecord extends HTMLElement {
    static page = PAGE;
    static observedAttributes = [...VIEW, ...OPTIONS, ...Object.values(ALSO), "height", "title", "private", "base"];
    #frame = document.createElement("iframe");
    #link = document.createElement("a");
    #isReady = false;
    #isAwaited = false;
    /** What the frame was loaded with, as far as only loading changes it; empty while it is not. */
    #loaded = "";
    /** The view as the attributes last had it, and as it is now. */
    #given = {};
    #now = {};
    /** What the frame is told once it listens. */
    #orders = [];

    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      // Made by script, so that a host's policy for styles does not forbid it.
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
      Object.assign(this.#frame, { referrerPolicy: "no-referrer", allow: "clipboard-write; fullscreen; web-share" });
      Object.assign(this.#link, { target: "_blank", rel: "noopener noreferrer" });
      root.append(this.#frame, this.#link);
      this.#resize(HEIGHT.usual);
    }

    connectedCallback() {
      this.#follow();
      Object.assign(this.#now, groups.get(this.getAttribute("group")));
      this.#name();
      there.add(this);
      addEventListener("message", this);
      near.observe(this);
    }

    /** The frame of an element that is elsewhere loads again, with what it showed. */
    disconnectedCallback() {
      this.#isReady = false;
      this.#loaded = "";
      this.#frame.removeAttribute("src");
      there.delete(this);
      removeEventListener("message", this);
      near.unobserve(this);
    }

    /** Where a browser can move an element as it is, it is left so. */
    connectedMoveCallback() {}

    attributeChangedCallback(name, before, value) {
      if (before === value || this.#isAwaited) return;
      // What is changed in one go is followed in one.
      this.#isAwaited = true;
      queueMicrotask(() => this.#follow());
    }

    /** The address of the view, as a page of its own. */
    get address() {
      this.#follow();
      return this.#address(["record"]);
    }

    /** Brings the page, if it is not there yet. */
    load() {
      near.unobserve(this);
      this.#follow();
      if (!this.#loaded) this.#load();
    }

    /** Changes the view: keys of the page's links and their values; nothing for what is taken away. */
    set(view) {
      this.#follow();
      this.#order({ do: "set", view });
      for (const key of VIEW) if (view && key in view) this.#now[key] = view[key];
      this.#name();
    }

    /** Lets the days go by. */
    play() {
      this.#order({ do: "play" });
    }

    pause() {
      this.#order({ do: "pause" });
    }

    handleEvent({ source, data }) {
      if (!source || source !== this.#frame.contentWindow || data?.khipu !== VERSION) return;
      const { khipu: _, is, ...detail } = data;
      if (Object.keys(SHAPES).some(key => key in detail && !SHAPES[key](detail[key]))) return;
      const { height, view, event, by, top, problems = [] } = detail;
      if (is === "ready") {
        this.#isReady = true;
        this.#orders.splice(0).forEach(order => this.#order(order));
        for (const problem of problems) console.warn(`${NAME}: ${problem}`);
      }
      if ((is === "ready" || is === "height") && height && !this.#height) this.#resize(height + this.#frame.offsetHeight - this.#frame.clientHeight);
      if (is === "state" && view) {
        for (const key of TOLD) this.#now[key] = view[key];
        this.#name();
        if (by === "reader") this.#share();
      }
      if (is === "event" && event && by === "reader") this.#look(top);
      if (["ready", "state", "event", "error"].includes(is)) {
        this.dispatchEvent(new CustomEvent(`khipu-${is}`, { detail, bubbles: true, composed: true }));
      }
    }

    /** The height that is asked for, in CSS pixels; none where the frame is as tall as what it shows. */
    get #height() {
      return Number(/^\s*([\d.]+)(px)?\s*$/.exec(this.getAttribute("height"))?.[1] ?? 0);
    }

    /** Where the Khipu of this element stands, if that is known. */
    get #page() {
      const base = this.getAttribute("base")?.replace(/\/?$/, "/") ?? PAGE;
      return base && URL.canParse(base, document.baseURI) && /^https?:.*/.exec(new URL(base, document.baseURI).href)?.[0];
    }

    #attribute(key) {
      const value = this.getAttribute(key) ?? this.getAttribute(ALSO[key]);
      const view = this.getAttribute("view");
      if (AREAS.test(view)) {
        if (key === "view") return null;
        if (key === "show") return value ?? view;
      }
      return key === "lang" && value ? value.split("-")[0].toLowerCase() : value;
    }

    /** Does what the attributes say by now. */
    #follow() {
      this.#isAwaited = false;
      const changed = {};
      for (const key of VIEW) {
        const value = this.#attribute(key);
        if (value !== (this.#given[key] ?? null)) changed[key] = this.#given[key] = this.#now[key] = value;
      }
      if (this.#height) this.#resize(this.#height);
      if (this.#loaded && this.#loaded !== this.#shell) this.#load();
      else if (this.#loaded && Object.keys(changed).length > 0) this.#order({ do: "set", view: changed });
      this.#name();
    }

    #address(options) {
      const pair = (name, value) => `${name}=${encodeURIComponent(String(value).toWellFormed()).replaceAll("%2C", ",")}`;
      const query = options.filter(name => this.#attribute(name) !== null).map(name => pair(name, this.#attribute(name).replace(/\s/g, "")));
      if (options === OPTIONS && !this.#height) query.push("auto");
      const view = VIEW.filter(name => this.#now[name]).map(name => pair(name, this.#now[name]));
      return this.#page + (query.length > 0 ? "?" : "") + query.join("&") + (view.length > 0 ? "#" : "") + view.join("&");
    }

    /** What only loading changes: the address before `#`, and what the frame may do. */
    get #shell() {
      return this.#address(OPTIONS).split("#")[0] + this.#sandbox;
    }

    get #sandbox() {
      return this.hasAttribute("private") ? MAY : MAY + OWN_ORIGIN;
    }

    #load() {
      if (!this.#page) return console.error(`${NAME}: it is not known where the page stands; say so with base="https://example.org/khipu/"`);
      this.#isReady = false;
      // The address has it all.
      this.#orders = this.#orders.filter(order => !order.view);
      this.#loaded = this.#shell;
      this.#frame.setAttribute("sandbox", this.#sandbox);
      this.#frame.src = this.#address(OPTIONS);
    }

    #order(order) {
      if (!this.#isReady) this.#orders.push(order);
      // A frame without an origin has no name to be called by.
      else this.#frame.contentWindow.postMessage({ khipu: VERSION, ...order }, this.hasAttribute("private") ? "*" : new URL(this.#page).origin);
    }

    #share() {
      const group = this.getAttribute("group");
      if (!group) return;
      const shared = Object.fromEntries(SHARED.map(key => [key, this.#now[key] ?? null]));
      groups.set(group, shared);
      for (const other of there) if (other !== this && other.getAttribute("group") === group) other.set(shared);
    }

    /** Brings an event that was opened in a tall frame before the reader's eyes. */
    #look(top = 0) {
      const at = this.#frame.getBoundingClientRect().top + top;
      if (at < 0 || at > innerHeight * 0.8) scrollBy({ top: at - 24 });
    }

    #resize(height) {
      this.#frame.style.height = `${Math.min(Math.max(height, HEIGHT.least), HEIGHT.most)}px`;
    }

    #name() {
      this.#frame.title = this.getAttribute("title") || "Khipu";
      // The link is in the language of the words around it.
      const lang = this.#attribute("lang") ?? this.closest("[lang]")?.lang.split("-")[0].toLowerCase();
      const known = lang in OPEN ? lang : "en";
      Object.assign(this.#link, { textContent: OPEN[known], lang: known });
      if (this.#page) this.#link.href = this.#address(["record"]);
    }
  }

  const first = customElements.get(NAME);
  if (!first) customElements.define(NAME, KhipuRecord);
  else if (first.page !== PAGE) console.warn(`${NAME}: elements of this page show ${first.page}; one that shows ${PAGE} says so with base="${PAGE}"`);
})();
