/**
 * An entry as YAML in the one canonical form: what `codev.store.yaml_out.dump` writes with libyaml's emitter, which this follows
 * (https://github.com/yaml/libyaml/blob/0.2.5/src/emitter.c), for data of text, whole numbers, truth values, lists and mappings.
 *
 * tests/site/test_entry_form.py compares the two, on every entry and on texts that are made up.
 */

export type Plain = string | number | boolean | Plain[] | PlainMap;

export interface PlainMap {
  [name: string]: Plain;
}

/** Mappings that are written on one line, `{id: coco, basis: recalled}`. */
export const ONE_LINE = new WeakSet<PlainMap>();

/** Columns after which text is wrapped, and characters of an item up to which a list stands on one line. */
export interface YamlStyle {
  width: number;
  flowItemMax: number;
}

/** What a reader of YAML 1.1 takes for something else than text (https://yaml.org/type/, as PyYAML's resolver has it). */
const NOT_TEXT = [
  /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
  /^(?:<<|~|null|Null|NULL||=)$/,
  /^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?)$/,
];

const INDENT = 2;

/** Returns plain data as YAML; what is a record on one line is in `ONE_LINE`. */
export function toYaml(data: PlainMap, style: YamlStyle): string {
  return new Emitter(style).document(data);
}

class Emitter {
  private text = "";
  private column = 0;
  private indent = -INDENT;
  private flowLevel = 0;
  /** Whether a space or the beginning of a line came last, and whether nothing but indention stands on the line. */
  private hasSpace = true;
  private isIndention = true;

  constructor(private readonly style: YamlStyle) {}

  document(data: PlainMap): string {
    this.node(data, false);
    this.newLine();
    return this.text;
  }

  private node(data: Plain, isMappingValue: boolean): void {
    if (typeof data === "object") {
      if (Array.isArray(data)) this.list(data, isMappingValue);
      else if (this.flowLevel > 0 || ONE_LINE.has(data) || Object.keys(data).length === 0) this.flowMap(data);
      else this.within(() => this.blockMap(data));
    } else this.within(() => this.scalar(data));
  }

  private within(write: () => void): void {
    this.indent += INDENT;
    write();
    this.indent -= INDENT;
  }

  private blockMap(data: PlainMap): void {
    for (const [name, value] of Object.entries(data)) {
      this.newLine();
      this.within(() => this.plain([...name], false));
      this.mark(":", false);
      this.node(value, true);
    }
  }

  private list(items: readonly Plain[], isMappingValue: boolean): void {
    const isShort = items.every((item) => typeof item !== "object" && (typeof item !== "string" || [...item].length <= this.style.flowItemMax));
    if (this.flowLevel > 0 || isShort) return this.flow("[", "]", items, (item) => this.node(item, false));
    const write = (): void => {
      for (const item of items) {
        this.newLine();
        this.mark("-", true, false, true);
        this.node(item, false);
      }
    };
    // A list below a key stands at the key's own indention.
    if (isMappingValue && !this.isIndention) write();
    else this.within(write);
  }

  private flowMap(data: PlainMap): void {
    this.flow("{", "}", Object.entries(data), ([name, value]) => {
      this.within(() => this.plain([...name], false));
      this.mark(":", false);
      this.node(value, true);
    });
  }

  private flow<Item>(open: string, close: string, items: readonly Item[], write: (item: Item) => void): void {
    this.mark(open, true, true);
    this.flowLevel++;
    this.within(() => {
      items.forEach((item, number) => {
        if (number > 0) this.mark(",", false);
        if (this.column > this.style.width) this.newLine();
        write(item);
      });
    });
    this.flowLevel--;
    this.mark(close, false);
  }

  private scalar(value: string | number | boolean): void {
    if (typeof value !== "string") return this.plain([...String(value)], true);
    const letters = [...value];
    const found = analyse(letters);
    const isPlain = (this.flowLevel > 0 ? found.flowPlain : found.blockPlain) && letters.length > 0 && !NOT_TEXT.some((each) => each.test(value));
    if (isPlain) this.plain(letters, true);
    else if (found.single) this.single(letters);
    else this.double(letters);
  }

  private plain(letters: readonly string[], canWrap: boolean): void {
    if (!this.hasSpace && (letters.length > 0 || this.flowLevel > 0)) this.put(" ");
    let afterSpace = false;
    letters.forEach((letter, place) => {
      if (letter === " ") {
        if (canWrap && !afterSpace && this.column > this.style.width && letters[place + 1] !== " ") this.newLine();
        else this.put(letter);
        afterSpace = true;
      } else {
        this.put(letter);
        this.isIndention = afterSpace = false;
      }
    });
    this.hasSpace = this.isIndention = false;
  }

  private single(letters: readonly string[]): void {
    this.mark("'", true);
    let afterSpace = false;
    letters.forEach((letter, place) => {
      if (letter === " ") {
        const isInside = place > 0 && place < letters.length - 1;
        if (!afterSpace && this.column > this.style.width && isInside && letters[place + 1] !== " ") this.newLine();
        else this.put(letter);
        afterSpace = true;
      } else {
        this.put(letter === "'" ? "''" : letter);
        this.isIndention = afterSpace = false;
      }
    });
    this.mark("'", false);
    this.hasSpace = this.isIndention = false;
  }

  private double(letters: readonly string[]): void {
    this.mark('"', true);
    let afterSpace = false;
    letters.forEach((letter, place) => {
      if (letter === " ") {
        if (!afterSpace && this.column > this.style.width && place > 0 && place < letters.length - 1) {
          this.newLine();
          if (letters[place + 1] === " ") this.put("\\");
        } else this.put(letter);
        afterSpace = true;
      } else {
        this.put(isPrintable(letter) && !'"\\'.includes(letter) ? letter : escaped(letter));
        afterSpace = false;
      }
    });
    this.mark('"', false);
    this.hasSpace = this.isIndention = false;
  }

  private mark(sign: string, needsSpace: boolean, isSpace = false, keepsIndention = false): void {
    if (needsSpace && !this.hasSpace) this.put(" ");
    this.put(sign);
    this.hasSpace = isSpace;
    this.isIndention = this.isIndention && keepsIndention;
  }

  private newLine(): void {
    const indent = Math.max(this.indent, 0);
    if (!this.isIndention || this.column > indent || (this.column === indent && !this.hasSpace)) {
      this.text += "\n";
      this.column = 0;
    }
    if (this.column < indent) this.put(" ".repeat(indent - this.column));
    this.hasSpace = this.isIndention = true;
  }

  private put(text: string): void {
    this.text += text;
    this.column += [...text].length;
  }
}

/** Returns in which styles a text can be written; a text has no line breaks here, since fields hold one line. */
function analyse(letters: readonly string[]): { flowPlain: boolean; blockPlain: boolean; single: boolean } {
  const start = letters.slice(0, 3).join("");
  let flowMark = start === "---" || start === "...";
  let blockMark = flowMark;
  let isSpecial = false;
  letters.forEach((letter, place) => {
    const next = letters[place + 1];
    const beforeSpace = next === undefined || isBlank(next);
    if (place === 0) {
      if ("#,[]{}&*!|>'\"%@`".includes(letter)) flowMark = blockMark = true;
      else if ("?:".includes(letter)) {
        flowMark = true;
        blockMark ||= beforeSpace;
      } else if (letter === "-" && beforeSpace) flowMark = blockMark = true;
    } else if (",?[]{}".includes(letter)) flowMark = true;
    else if (letter === ":") {
      flowMark = true;
      blockMark ||= beforeSpace;
    } else if (letter === "#" && isBlank(letters[place - 1]!)) flowMark = blockMark = true;
    isSpecial ||= !isPrintable(letter) || letter === "\n";
  });
  const hasOuterSpace = letters[0] === " " || letters.at(-1) === " ";
  const single = !isSpecial;
  return { flowPlain: single && !hasOuterSpace && !flowMark, blockPlain: single && !hasOuterSpace && !blockMark, single };
}

function isBlank(letter: string): boolean {
  return " \t\r\n\u0085\u2028\u2029\0".includes(letter);
}

/** As libyaml has it: letters outside the first plane are none. */
function isPrintable(letter: string): boolean {
  const code = letter.codePointAt(0)!;
  return (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xd7ff) || (code >= 0xe000 && code < 0xfffe && code !== 0xfeff) ;
}

const SHORT: Readonly<Record<string, string>> = {
  ...{ "\0": "0", "\x07": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r", "\x1b": "e", '"': '"', "\\": "\\" },
  ...{ "\u0085": "N", "\u00a0": "_", "\u2028": "L", "\u2029": "P" },
};

function escaped(letter: string): string {
  const code = letter.codePointAt(0)!;
  const hex = code.toString(16).toUpperCase();
  const long = code <= 0xff ? `x${hex.padStart(2, "0")}` : code <= 0xffff ? `u${hex.padStart(4, "0")}` : `U${hex.padStart(8, "0")}`;
  return `\\${SHORT[letter] ?? long}`;
}
