// Paints the drawings of a big record in a worker, so that the page's own thread has only to say what is to be
// painted. reader.js begins it while the record is read. Here are both halves: in the page, what stands in for a
// canvas's context and writes down what is asked of it (`src/browser/canvas.rs` paints on it as on any); in the
// worker, what does it. A canvas is handed over once and for good, so that this happens only when the worker is
// there and has its letters; where there is none, the page paints by itself.

/** Each thing that is asked of a context, and what belongs to it: a number, a word, a path. */
const ASKED = [
  ["save", ""],
  ["restore", ""],
  ["beginPath", ""],
  ["closePath", ""],
  ["clip", ""],
  ["moveTo", "nn"],
  ["lineTo", "nn"],
  ["rect", "nnnn"],
  ["roundRect", "nnnnn"],
  ["arc", "nnnnn"],
  ["clearRect", "nnnn"],
  ["fillRect", "nnnn"],
  ["setTransform", "nnnnnn"],
  ["fill", "w"],
  ["stroke", ""],
  ["fillText", "wnn"],
  ["strokeText", "wnn"],
  ["globalAlpha", "=n"],
  ["lineWidth", "=n"],
  ["lineJoin", "=w"],
  ["strokeStyle", "=w"],
  ["fillStyle", "=w"],
  ["font", "=w"],
  ["textAlign", "=w"],
  // What a context is asked in other ways.
  ["fillPath", "pw"],
  ["strokePath", "p"],
  ["dashes", "n"],
  ["stacks", "nnnnnnnnn"],
  ["size", "nn"],
];
const CODES = Object.fromEntries(ASKED.map(([name], code) => [name, code]));
/** What only a path is asked. */
const OF_PATHS = ["moveTo", "lineTo", "closePath"];
/** The worker is there by then, or the page does without. */
const BEGUN_MS = 3_000;

// The page's half.

/** Numbers one after another, in room that grows. */
class Numbers {
  #room = new Float64Array(1_024);
  #count = 0;

  push(number) {
    if (this.#count === this.#room.length) {
      const more = new Float64Array(this.#count * 2);
      more.set(this.#room);
      this.#room = more;
    }
    this.#room[this.#count] = number;
    this.#count += 1;
  }

  /** All so far, in room of their own. */
  copy() {
    return this.#room.slice(0, this.#count);
  }

  clear() {
    this.#count = 0;
  }
}

/** An outline that is painted again and again. */
class Path {
  static #made = 0;
  id = (Path.#made += 1);
  asked = new Numbers();
}

for (const name of OF_PATHS) {
  const code = CODES[name];
  Path.prototype[name] = function (x, y) {
    this.asked.push(code);
    if (x === undefined) return;
    this.asked.push(x);
    this.asked.push(y);
  };
}

/** Where a browser says how it writes a colour. */
let colours;

/** The context of a canvas that is painted elsewhere. */
class Recorder {
  #asked = new Numbers();
  #words = new Map();
  #paths = new Set();
  #known = new Set();
  #made = [];
  #columns = [];
  #waits = false;
  #send;
  #filled = "";
  /** How many times it was painted and is not done. */
  #undone = 0;

  constructor(send) {
    this.#send = send;
  }

  ask(name, ...given) {
    if (!this.#waits) {
      this.#waits = true;
      queueMicrotask(() => this.#flush());
    }
    this.#asked.push(CODES[name]);
    for (const thing of given) this.#asked.push(typeof thing === "number" ? thing : this.#number(thing));
  }

  /** The number that a word or a path has in what is sent. */
  #number(thing) {
    if (thing instanceof Path) {
      if (!this.#paths.has(thing)) {
        this.#paths.add(thing);
        // The worker keeps those of the last time, as the page does.
        if (!this.#known.has(thing)) this.#made.push([thing.id, thing.asked.copy()]);
      }
      return thing.id;
    }
    const known = this.#words.get(thing);
    if (known !== undefined) return known;
    this.#words.set(thing, this.#words.size);
    return this.#words.size - 1;
  }

  #flush() {
    const [asked, paths, columns] = [this.#asked.copy(), this.#made, this.#columns];
    const words = [...this.#words.keys()];
    const buffers = [asked, ...paths.map(([, numbers]) => numbers), ...columns].map(({ buffer }) => buffer);
    this.#send({ asked, words, paths, columns }, buffers);
    this.#undone += 1;
    this.#asked.clear();
    this.#words.clear();
    [this.#known, this.#paths] = [this.#paths, new Set()];
    [this.#made, this.#columns, this.#waits] = [[], [], false];
  }

  /** Whether it has yet to be painted. */
  get busy() {
    return this.#undone > 0;
  }

  done() {
    this.#undone -= 1;
  }

  path() {
    return new Path();
  }

  fill(path, rule) {
    if (path instanceof Path) this.ask("fillPath", path, rule);
    else this.ask("fill", path);
  }

  stroke(path) {
    if (path) this.ask("strokePath", path);
    else this.ask("stroke");
  }

  setLineDash(dashes) {
    this.ask("dashes", dashes[0] ?? 0);
  }

  set fillStyle(colour) {
    this.#filled = colour;
    this.ask("fillStyle", colour);
  }

  get fillStyle() {
    colours ??= document.createElement("canvas").getContext("2d");
    colours.fillStyle = this.#filled;
    return colours.fillStyle;
  }

  /** Stacks, four numbers each, and their colours as pixels; which cells are seen, and which columns are lit. */
  stacks(stacks, colours, left, top, width, height, ...given) {
    const seen = new Uint32Array(stacks.length);
    let length = 0;
    for (let at = 0; at < stacks.length; at += 4) {
      if (stacks[at] >= left + width || stacks[at + 1] <= left || stacks[at + 2] >= top + height) continue;
      for (let place = 0; place < 4; place += 1) seen[length + place] = stacks[at + place];
      length += 4;
    }
    this.ask("stacks", this.#columns.length, left, top, width, height, ...given);
    // What is given is the program's own memory.
    this.#columns.push(seen.slice(0, length), colours.slice());
  }
}

for (const [name, kinds] of ASKED) {
  if (name in Recorder.prototype) continue;
  if (kinds.startsWith("=")) {
    Object.defineProperty(Recorder.prototype, name, {
      set(value) {
        this.ask(name, value);
      },
    });
  } else {
    Recorder.prototype[name] = function (...given) {
      this.ask(name, ...given);
    };
  }
}

/** The canvases that the worker paints, by number. */
const handed = new Map();
let count = 0;

/** Hands a canvas over, and gives what stands in for its context; nothing where it keeps its own. */
function hand(worker, canvas) {
  for (const [id, other] of handed) {
    if (other.canvas.isConnected) continue;
    handed.delete(id);
    worker.postMessage({ id, isOver: true });
  }
  try {
    const away = canvas.transferControlToOffscreen();
    count += 1;
    const id = count;
    const recorder = new Recorder((what, buffers) => worker.postMessage({ id, ...what }, buffers));
    // The size is the worker's to give from now on, and the page's to ask for.
    const size = [canvas.width, canvas.height];
    const sided = side => ({
      get: () => size[side],
      set(dots) {
        size[side] = dots;
        recorder.ask("size", ...size);
      },
    });
    Object.defineProperties(canvas, { width: sided(0), height: sided(1) });
    handed.set(id, { canvas, recorder });
    worker.postMessage({ id, away }, [away]);
    return recorder;
  } catch (error) {
    // It has a context already, or the browser hands none over.
    console.warn(error);
  }
}

let begun;

/** Begins with a worker that is made of this file; once it is there, canvases are handed to it. */
export function begin(made) {
  begun ??= new Promise(done => {
    if (!HTMLCanvasElement.prototype.transferControlToOffscreen) return done();
    const worker = made();
    const late = setTimeout(() => leave("no painter"), BEGUN_MS);
    function leave(why) {
      console.warn(why);
      clearTimeout(late);
      worker.terminate();
      done();
    }
    worker.onmessage = ({ data: { id, isLost } }) => {
      if (!id) {
        clearTimeout(late);
        worker.onerror = undefined;
        globalThis.khipuPainter = Object.assign(canvas => hand(worker, canvas), { settled });
        return done();
      }
      const { canvas, recorder } = handed.get(id) ?? {};
      if (isLost) canvas?.dispatchEvent(new Event("contextrestored"));
      else recorder?.done();
    };
    worker.onerror = ({ message }) => leave(message ?? "no painter");
  }).catch(console.warn);
  return begun;
}

/** Resolves once all that was asked for is painted; benchmarks wait for it. */
async function settled() {
  while ([...handed.values()].some(({ recorder }) => recorder.busy)) await new Promise(done => setTimeout(done));
}

// The worker's half.

/** How many parts a stack has. */
const PARTS = 4;

/** What asks a context for a code, from the numbers behind it. */
const DONE = ASKED.map(([name, kinds]) => {
  const isSet = kinds.startsWith("=");
  const kind = isSet ? kinds.slice(1) : kinds;
  return { name, isSet, kinds: [...kind] };
});

function outline(numbers) {
  const path = new Path2D();
  for (let at = 0; at < numbers.length; ) {
    const { name, kinds } = DONE[numbers[at]];
    path[name](...numbers.subarray(at + 1, at + 1 + kinds.length));
    at += 1 + kinds.length;
  }
  return path;
}

/** A canvas that the page has handed over. */
class Painted {
  #context;
  #paths = new Map();
  #beside = new OffscreenCanvas(1, 1);
  #cells = this.#beside.getContext("2d");

  constructor(away, restored) {
    away.addEventListener("contextrestored", restored);
    this.#context = away.getContext("2d");
  }

  paint({ asked, words, paths, columns }) {
    const outlines = new Map(paths.map(([id, numbers]) => [id, outline(numbers)]));
    const used = new Map();
    const things = {
      n: number => number,
      w: number => words[number],
      p: number => {
        const path = outlines.get(number) ?? this.#paths.get(number);
        used.set(number, path);
        return path;
      },
    };
    for (let at = 0; at < asked.length; ) {
      const { name, isSet, kinds } = DONE[asked[at]];
      const given = kinds.map((kind, place) => things[kind](asked[at + 1 + place]));
      at += 1 + kinds.length;
      if (isSet) [this.#context[name]] = given;
      else if (name in this) this[name](...given, columns);
      else this.#context[name](...given);
    }
    this.#paths = used;
  }

  fillPath(path, rule) {
    this.#context.fill(path, rule);
  }

  strokePath(path) {
    this.#context.stroke(path);
  }

  dashes(length) {
    this.#context.setLineDash(length ? [length, length] : []);
  }

  size(width, height) {
    const { canvas } = this.#context;
    // To be given its size clears a canvas.
    [canvas.width, canvas.height] = [width, height];
  }

  /** Lays the cells of some rows and columns on what is painted, a pixel each: `cells` of `src/core/scene/stack.rs`
   says what colour each has. */
  stacks(which, left, top, width, height, litFrom, litTo, x, y, columns) {
    const stacks = columns[which];
    const colours = new Uint32Array(columns[which + 1].buffer);
    const pixels = new Uint32Array(width * height);
    for (let at = 0; at < stacks.length; at += 4) {
      const begin = stacks[at];
      const from = Math.max(begin - left, 0);
      const to = Math.min(stacks[at + 1] - left, width);
      let paint = litFrom <= begin && begin < litTo ? 0 : PARTS;
      let row = stacks[at + 2] - top;
      for (let part = 0; part < PARTS && paint < colours.length; part += 1, paint += 1) {
        const below = row + ((stacks[at + 3] >>> (part * 8)) & 255);
        for (row = Math.max(row, 0); row < Math.min(below, height); row += 1) {
          for (let column = from; column < to; column += 1) pixels[row * width + column] = colours[paint];
        }
        row = below;
      }
    }
    const [beside, context] = [this.#beside, this.#context];
    if (beside.width < width) beside.width = width;
    if (beside.height < height) beside.height = height;
    this.#cells.putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), width, height), 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(beside, 0, 0, width, height, x, y, width, height);
  }
}

/** The page's letters, without which nothing is painted; the browser's own stand in where they do not come. */
async function letters() {
  const { search } = new URL(import.meta.url);
  const file = new URL(`fonts/khipu-sans.woff2${search}`, import.meta.url);
  const face = new FontFace("Khipu Sans", `url(${file})`, { weight: "400 700" });
  await face.load().then(() => globalThis.fonts.add(face), console.warn);
}

function serve() {
  const painted = new Map();
  onmessage = ({ data }) => {
    const { id, away, isOver } = data;
    if (away) {
      painted.set(id, new Painted(away, () => postMessage({ id, isLost: true })));
    } else if (isOver) {
      painted.delete(id);
    } else {
      try {
        painted.get(id)?.paint(data);
      } finally {
        // The page waits for it with the next frame.
        postMessage({ id });
      }
    }
  };
  letters().then(() => postMessage({}));
}

if (typeof document === "undefined") serve();
