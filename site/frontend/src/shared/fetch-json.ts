/** Fetches data of this site. */

/** Fetches a file of data that lies on the same site. */
export async function fetchJson<Data>(address: string | URL): Promise<Data> {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status} for ${new URL(address, location.href).pathname}`);
  return (await answer.json()) as Data;
}
