// <khipu-record>: the page inside another one, with one line of script. `docs/embedding.md` says how.
//
// The element makes one frame, and nothing of it is asked for before the reader comes near. It stands in
// a shadow tree, so that the host's style sheets do not reach it; what the element holds is shown where no
// script runs. The view is the frame's address: attributes become the part after `#`.

(() => {
  const PAGE = new URL("./", document.currentScript.src).href;
  /** Attributes that are keys of the page's links, under the same names. */
  const VIEW = ["from", "to", "at", "region", "kind", "actor", "tag", "source", "q", "event", "story", "claims", "lang", "lanes", "measure"];
  const NEAR = "600px";
  const HEIGHT = { usual: 720, least: 240, most: 4_000 };
  const OPEN = { en: "Open this view", es: "Abrir esta vista", fr: "Ouvrir cette vue" };
  /** What the frame may do. Without an origin of its own it works too, and keeps nothing. */
  const OWN_ORIGIN = "allow-same-origin";
  const MAY = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox";
  const STYLE = `
    :host { all: initial !important; display: block !important; contain: layout !important; }
    :host([hidden]) { display: none !important; }
    iframe { display: block; box-sizing: border-box; width: 100%; border: 1px solid #8884; border-radius: 8px; }
    a { display: inline-block; padding: 4px 0; font: 14px/24px system-ui, sans-serif; color: LinkText; }
  `;

  const near = new IntersectionObserver(
    entries => entries.filter(it => it.isIntersecting).forEach(it => it.target.load()),
    { rootMargin: NEAR },
  );

  class KhipuRecord extends HTMLElement {
    static observedAttributes = [...VIEW, "height", "title"];
    #frame = document.createElement("iframe");
    #link = document.createElement("a");

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
    }

    connectedCallback() {
      this.#frame.setAttribute("sandbox", this.hasAttribute("private") ? MAY : `${MAY} ${OWN_ORIGIN}`);
      this.#show();
      near.observe(this);
    }

    disconnectedCallback() {
      near.unobserve(this);
    }

    attributeChangedCallback() {
      this.#show();
      // Another view of a page that is there is but another fragment.
      if (this.#frame.src) this.#frame.src = this.address;
    }

    /** The address of the view. */
    get address() {
      const keys = VIEW.filter(key => this.getAttribute(key));
      return PAGE + (keys.length > 0 ? "#" : "") + keys.map(key => `${key}=${encodeURIComponent(this.getAttribute(key))}`).join("&");
    }

    /** Brings the page, if it is not there yet. */
    load() {
      near.unobserve(this);
      this.#frame.src ||= this.address;
    }

    #show() {
      const asked = Number(this.getAttribute("height")) || HEIGHT.usual;
      this.#frame.style.height = `${Math.min(Math.max(asked, HEIGHT.least), HEIGHT.most)}px`;
      this.#frame.title = this.getAttribute("title") || "Khipu";
      const lang = this.getAttribute("lang");
      Object.assign(this.#link, { href: this.address, textContent: OPEN[lang] ?? OPEN.en, lang: lang in OPEN ? lang : "en" });
    }
  }

  if (!customElements.get("khipu-record")) customElements.define("khipu-record", KhipuRecord);
})();
