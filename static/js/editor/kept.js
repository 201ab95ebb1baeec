// What this browser keeps of a text that the server does not have: in IndexedDB, a record for each draft.
const NAME = "quintal";
const STORE = "drafts";
/** What was kept longer ago is forgotten, in milliseconds. */
const LONGEST = 90 * 24 * 3600 * 1000;

let opening;

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => {
      // Another tab may bring a newer form of the store.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
  opening.catch(() => (opening = undefined));
  return opening;
}

async function within(mode, act) {
  const db = await open();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(STORE, mode, { durability: "strict" });
    const request = act(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

/** Keeps a record: `{ id, person, note, vault, place, summary, base, source, at }`, `at` in milliseconds. */
export const keep = (record) => within("readwrite", (store) => store.put(record));

/** The record of a draft, if there is one. */
export const find = (id) => within("readonly", (store) => store.get(id));

/** Forgets a record. */
export const forget = (id) => within("readwrite", (store) => store.delete(id));

/** All records of a person, newest first; what has been kept for too long is forgotten. */
export async function all(person) {
  const records = await within("readonly", (store) => store.getAll());
  const old = records.filter(({ at }) => at < Date.now() - LONGEST);
  await Promise.all(old.map(({ id }) => forget(id)));
  return records.filter((record) => record.person === person && !old.includes(record)).sort((a, b) => b.at - a.at);
}
