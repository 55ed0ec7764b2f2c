/** Draws the graph with WebGL, through sigma.js.  Shapes and colours are those of the site. */

import Graph from "graphology";
import Sigma from "sigma";
import {
  extremityArrow,
  layerFill,
  layerPlain,
  pathCurved,
  pathLine,
  pathLoop,
  sdfCircle,
  sdfDiamond,
  sdfSquare,
  sdfTriangle,
} from "sigma/rendering";
import { SHAPE_NAMES } from "../made/looks";
import { nodeColours, readPalette, type Palette } from "./colours";
import { edgesAt, type GraphData, type Incidence } from "./data";
import { loopEdges, neighbours, type Shown } from "./filter";
import type { Camera, GraphState } from "./state";

interface NodeLook {
  [name: string]: unknown;
  x: number;
  y: number;
  size: number;
  color: string;
  shape: string;
  label: string;
  visibility: "visible" | "hidden";
  labelVisibility: "auto" | "visible" | "hidden";
  depth: "nodes" | "topNodes";
  opacity: number;
}

interface EdgeLook {
  [name: string]: unknown;
  size: number;
  color: string;
  visibility: "visible" | "hidden";
  depth: "edges" | "topEdges";
  head: "arrow" | "none";
}

/** What may stand out: the node looked at with its neighbours, or a loop. */
interface Focus {
  nodes: Set<number>;
  edges: Set<number>;
}

export interface Events {
  choose(node: number | null): void;
  moved(camera: Camera): void;
}

/** Returns whether this browser can draw with WebGL 2. */
export function canDraw(): boolean {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}

export class Drawing {
  private readonly graph = new Graph<NodeLook, EdgeLook>({ multi: true, type: "directed" });
  private readonly sigma: Sigma<NodeLook, EdgeLook>;
  palette: Palette;
  private hovered: number | null = null;

  constructor(
    private readonly place: HTMLElement,
    private readonly data: GraphData,
    private readonly around: Incidence,
    events: Events,
  ) {
    this.palette = readPalette(place);
    this.fill();
    this.sigma = this.open();
    this.sigma.on("clickNode", ({ node }) => events.choose(Number(node)));
    this.sigma.on("clickStage", () => events.choose(null));
    this.sigma.on("enterNode", ({ node }) => (this.hovered = Number(node)));
    this.sigma.on("leaveNode", () => (this.hovered = null));
    let timer: ReturnType<typeof setTimeout> | undefined;
    this.sigma.getCamera().on("updated", () => {
      clearTimeout(timer);
      timer = setTimeout(() => events.moved(this.camera), 250);
    });
  }

  private fill(): void {
    const { nodes, edges } = this.data;
    nodes.id.forEach((_, node) => {
      const degree = this.around.starts[node + 1]! - this.around.starts[node]!;
      this.graph.addNode(String(node), {
        // The picture's y grows upwards, as that of the data does.
        ...{ x: nodes.x[node]!, y: nodes.y[node]!, size: sizeOf(degree), color: this.palette.text },
        ...{ shape: SHAPE_NAMES[this.data.kinds[nodes.kind[node]!]!] ?? "circle", label: nodes.label[node]! },
        ...{ visibility: "visible", labelVisibility: "auto", depth: "nodes", opacity: 1 },
      });
    });
    edges.source.forEach((source, edge) => {
      this.graph.addDirectedEdgeWithKey(String(edge), String(source), String(edges.target[edge]!), {
        ...{ size: 1, color: this.palette.line, visibility: "visible", depth: "edges", head: "none" },
      });
    });
  }

  private open(): Sigma<NodeLook, EdgeLook> {
    const font = getComputedStyle(this.place).fontFamily || "sans-serif";
    return new Sigma<NodeLook, EdgeLook>(this.graph as never, this.place, {
      primitives: {
        nodes: {
          shapes: [sdfCircle(), sdfSquare(), sdfDiamond(), sdfTriangle()],
          layers: [layerFill()],
          label: { font: { family: font, size: 12 }, margin: 4 },
        },
        edges: {
          paths: [pathLine(), pathCurved(), pathLoop()],
          extremities: [extremityArrow({ lengthRatio: 4, widthRatio: 3.2 })],
          layers: [layerPlain()],
        },
      },
      styles: {
        nodes: {
          ...{ x: { attribute: "x" }, y: { attribute: "y" }, size: { attribute: "size" }, color: { attribute: "color" } },
          ...{ shape: { attribute: "shape" }, label: { attribute: "label" }, opacity: { attribute: "opacity" } },
          visibility: (look: NodeLook) => look.visibility,
          labelVisibility: (look: NodeLook, state: { isHovered: boolean }) => (state.isHovered ? "visible" : look.labelVisibility),
          depth: (look: NodeLook, state: { isHovered: boolean }) => (state.isHovered ? "topNodes" : look.depth),
          labelFont: font,
          labelColor: () => this.palette.text,
          labelBackgroundColor: () => `${this.palette.page}`,
          labelBackgroundPadding: 2,
        },
        edges: {
          ...{ size: { attribute: "size" }, color: { attribute: "color" }, head: { attribute: "head" } },
          path: "straight",
          parallelPath: "curved",
          selfLoopPath: "loop",
          visibility: (look: EdgeLook) => look.visibility,
          depth: (look: EdgeLook) => look.depth,
        },
      },
      settings: {
        ...{ renderEdgeLabels: false, enableEdgeEvents: false, enableCameraRotation: false, hideEdgesOnMove: false },
        ...{ labelDensity: 0.6, labelGridCellSize: 110, labelRenderedSizeThreshold: 7, stagePadding: 28 },
        ...{ minCameraRatio: 0.02, maxCameraRatio: 4, zoomDuration: reducedMotion() ? 0 : 200, allowInvalidContainer: true },
        ...{ itemSizesReference: "screen", zoomToSizeRatioFunction: (ratio: number) => ratio ** 0.35, gestureTarget: "graph", nodePickingPadding: 3, inertiaDuration: reducedMotion() ? 0 : 300 },
      },
    } as never);
  }

  /** Shows a state. */
  show(state: GraphState, shown: Shown): void {
    const { nodes, edges } = this.data;
    const colours = nodeColours(this.data, state.colour, this.palette);
    const focus = this.focusOf(state);
    const of = state.of === "" ? -1 : nodes.id.indexOf(state.of);
    // So many names can be read in the picture; beyond that, sigma names those that have room.
    const room = Math.round(this.size.width / 25);
    this.graph.updateEachNodeAttributes(
      (key, look) => {
        const node = Number(key);
        const isIn = focus === null || focus.nodes.has(node);
        look.visibility = shown.nodes[node] || (focus !== null && focus.nodes.has(node)) ? "visible" : "hidden";
        look.color = isIn ? colours[node]! : this.palette.line;
        look.opacity = isIn ? 1 : 0.35;
        look.depth = focus !== null && isIn ? "topNodes" : "nodes";
        const named = node === of || (focus !== null && isIn && focus.nodes.size <= room);
        look.labelVisibility = named ? "visible" : isIn ? "auto" : "hidden";
        return look;
      },
      // Sigma takes only what it is told to change in place; hiding and showing needs its indices made anew, as a zIndex does.
      { attributes: ["visibility", "color", "opacity", "depth", "labelVisibility", "zIndex"] },
    );
    this.graph.updateEachEdgeAttributes(
      (key, look) => {
        const edge = Number(key);
        const isIn = focus !== null && focus.edges.has(edge);
        look.visibility = shown.edges[edge] || (isIn && state.loop > 0) ? "visible" : "hidden";
        look.color = isIn || (focus === null && state.colour === "direction") ? this.palette.directions[edges.direction[edge]!]! : this.palette.faint;
        if (focus === null && state.colour !== "direction") look.color = edges.direction[edge] === 0 ? this.palette.faint : this.palette.line;
        look.size = isIn ? (state.loop > 0 ? 3 : 1.6) : 0.7;
        look.depth = isIn ? "topEdges" : "edges";
        look.head = isIn ? "arrow" : "none";
        return look;
      },
      { attributes: ["visibility", "color", "size", "depth", "head", "zIndex"] },
    );
  }

  private focusOf(state: GraphState): Focus | null {
    if (state.loop > 0 && state.loop <= this.data.loops.length) return loopEdges(this.data, this.around, state.loop);
    const of = state.of === "" ? -1 : this.data.nodes.id.indexOf(state.of);
    if (of < 0) return null;
    return { nodes: neighbours(this.data, this.around, of), edges: new Set(edgesAt(this.around, of)) };
  }

  get camera(): Camera {
    const { x, y, ratio } = this.sigma.getCamera().getState();
    return { x, y, ratio };
  }

  /** Moves the camera; at once where the reader asked for less motion. */
  moveTo(camera: Camera | null, animate = true): void {
    const state = camera ?? { x: 0.5, y: 0.5, ratio: 1 };
    if (animate && !reducedMotion()) void this.sigma.getCamera().animate(state, { duration: 350 });
    else this.sigma.getCamera().setState(state);
  }

  /**
   * Returns a camera from which all of some nodes are seen.
   *
   * @param hidden The share of the picture's width, from the right, that the panel covers.
   */
  cameraFor(nodes: Iterable<number>, hidden: number): Camera | null {
    let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
    for (const node of nodes) {
      const at = this.sigma.graphToFramedGraph({ x: this.data.nodes.x[node]!, y: this.data.nodes.y[node]! });
      [left, right] = [Math.min(left, at.x), Math.max(right, at.x)];
      [low, high] = [Math.min(low, at.y), Math.max(high, at.y)];
    }
    if (left > right) return null;
    const ratio = Math.min(1.6, Math.max(0.04, 1.3 * Math.max((right - left) / (1 - hidden), high - low)));
    // The picture's smaller side is one unit of the camera's plane wide.
    const { width, height } = this.size;
    const shift = (hidden / 2) * ratio * (width / Math.max(1, Math.min(width, height)));
    return { x: (left + right) / 2 + shift, y: (low + high) / 2, ratio };
  }

  zoom(factor: number): void {
    const { x, y, ratio } = this.camera;
    this.moveTo({ x, y, ratio: Math.min(4, Math.max(0.02, ratio * factor)) });
  }

  pan(right: number, up: number): void {
    const { x, y, ratio } = this.camera;
    this.moveTo({ x: x + right * ratio * 0.15, y: y + up * ratio * 0.15, ratio });
  }

  /** Follows a change between light and dark. */
  repaint(state: GraphState, shown: Shown): void {
    this.palette = readPalette(this.place);
    this.show(state, shown);
  }

  resize(): void {
    this.sigma.resize();
    this.sigma.refresh({ schedule: true });
  }

  /** Returns the place of a node in pixels from the upper left corner of the picture. */
  pixelOf(node: number): { x: number; y: number } {
    return this.sigma.graphToViewport({ x: this.data.nodes.x[node]!, y: this.data.nodes.y[node]! });
  }

  /** Returns the number of pixels that a node's size stands for. */
  radiusOf(node: number): number {
    return this.sigma.scaleSize(this.graph.getNodeAttribute(String(node), "size"));
  }

  lookOfNode(node: number): NodeLook {
    return this.graph.getNodeAttributes(String(node));
  }

  lookOfEdge(edge: number): EdgeLook {
    return this.graph.getEdgeAttributes(String(edge));
  }

  /** Returns which labels are in the picture. */
  labels(): Set<number> {
    return new Set([...this.sigma.getNodeDisplayedLabels()].map(Number));
  }

  get size(): { width: number; height: number } {
    return this.sigma.getDimensions();
  }

  get hoveredNode(): number | null {
    return this.hovered;
  }

  close(): void {
    this.sigma.kill();
  }
}

/** Returns the size of a node: its area grows with the number of edges. */
export function sizeOf(degree: number): number {
  return Math.min(15, 2.4 + 0.95 * Math.sqrt(degree));
}

function reducedMotion(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
