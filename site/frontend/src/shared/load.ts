/** Fetches data and scripts of this site. */

import { make } from "./dom";

/** The address of the script that holds this module; the browser knows it only while that script runs. */
const HERE = typeof document !== "undefined" && document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";

/** Fetches a file of data that lies on the same site. */
export async function fetchJson<Data>(address: string | URL): Promise<Data> {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status} for ${new URL(address, location.href).pathname}`);
  return (await answer.json()) as Data;
}

/** Returns what is kept under a key, loaded when it is first asked for, and again where that failed. */
export function once<Key, Data>(kept: Map<Key, Promise<Data>>, key: Key, load: () => Promise<Data>): Promise<Data> {
  const found = kept.get(key) ?? load();
  kept.set(key, found);
  found.catch(() => kept.delete(key));
  return found;
}

/** Returns the address of a script that lies beside this one. */
export function scriptAddress(name: string): string {
  return new URL(name, HERE || location.href).href;
}

/** Runs a script that lies beside this one. */
export function runScript(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    document.head.append(
      make("script", { src: scriptAddress(name), onload: () => resolve(), onerror: () => reject(new Error("its script could not be loaded")) }),
    );
  });
}

/** Ends the task that runs: what comes after it is a task of its own, before which a browser may paint and answer its reader. */
export function nextTask(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Returns in words why something failed. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
