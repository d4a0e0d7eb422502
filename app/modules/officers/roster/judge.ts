/**
 * 名簿の読み込み: what each line of a roster says, on which seat it comes, and what is wrong with it. Pure: posts,
 * seats and terms that stand are given.
 */
import { type Named, type Post, sameName, termErrors } from '~/modules/accounts/rules'
import { newOfficer } from '~/modules/accounts/schema'
import type { Day } from '~/platform/clock'
import { readDay } from '~/platform/era'
import { cleanText, letterCount, searchForm } from '~/platform/text'
import { isSensibleDay, overlap, termFrom } from '../rules'
import { columnOf, columns, type ReadColumn, readColumns } from './columns'

export type Trouble = { key: string; params?: Record<string, string | number> }

/** Posts by the names by which they are commonly called; any other is a board member's. */
const KNOWN: Record<string, Post> = {
  会長: 'chair',
  自治会長: 'chair',
  町内会長: 'chair',
  副会長: 'vice_chair',
  書記: 'secretary',
  会計: 'treasurer',
  監事: 'auditor',
  監査: 'auditor',
  会計監査: 'auditor',
  班長: 'group_leader',
  組長: 'group_leader',
}

const OTHER_PURSE: Partial<Record<Post, Post>> = { treasurer: 'auditor', auditor: 'treasurer' }

export type KnownTerm = Named & { startsOn: Day; endsOn: Day }
export type KnownPost = {
  name: string
  post: Post
  months: number
  seats: { number: number; open: boolean; terms: KnownTerm[] }[]
}

export type Planned = Named & {
  line: number
  /** Name of the post on which it comes, and the post */
  name: string
  post: Post
  /** Number of the seat, and whether post and seat are new */
  seat: number
  newPost: boolean
  newSeat: boolean
  startsOn: Day
  endsOn: Day
  acting: boolean
}
export type Refused = { line: number; name: string; troubles: Trouble[] }
export type Plan = { added: Planned[]; same: number; refused: Refused[]; unread: string[] }

type Said = Named & {
  line: number
  name: string
  startsOn: Day
  endsOn: Day | null
  acting: boolean
}

/**
 * Plans a whole file, one line after the other, each with those before it in mind.
 * @param today whoever's term is over by then is not read in
 */
export function planRoster(
  sheet: { header: readonly string[]; rows: readonly { line: number; cells: readonly string[] }[] },
  standing: readonly KnownPost[],
  today: Day,
): Plan {
  const places = new Map<ReadColumn, number>()
  const unread: string[] = []
  sheet.header.forEach((title, index) => {
    const column = readColumns.find((name) => name === columnOf(title))
    if (column && !places.has(column)) places.set(column, index)
    else if (title.trim()) unread.push(title.trim())
  })
  const posts = standing.map((post) => ({
    ...post,
    seats: post.seats.map((seat) => ({ ...seat, terms: [...seat.terms] })),
  }))
  const plan: Plan = { added: [], same: 0, refused: [], unread }
  for (const { line, cells } of sheet.rows) {
    const cell = (name: ReadColumn) => cleanText(cells[places.get(name) ?? -1] ?? '').trim()
    // A vacant seat of a roster says nothing of anybody.
    if (cell('post') && !cell('familyName') && !cell('givenName') && !cell('startsOn')) continue
    const said = readLine(line, cell)
    const placed = 'troubles' in said ? said : place(said, posts, today)
    if (placed === 'same') plan.same += 1
    else if ('troubles' in placed) plan.refused.push(placed)
    else plan.added.push(placed)
  }
  return plan
}

function readLine(line: number, cell: (name: ReadColumn) => string): Said | Refused {
  const troubles: Trouble[] = []
  const name = cell('post')
  if (!name) troubles.push({ key: 'no_post' })
  if (letterCount(name) > 50) troubles.push({ key: 'long_post' })
  const person = newOfficer.safeParse({
    familyName: cell('familyName'),
    givenName: cell('givenName'),
    familyReading: cell('familyReading'),
    givenReading: cell('givenReading'),
  })
  if (!person.success) {
    const wrong = new Set(person.error.issues.map(({ path }) => path[0] as keyof Named))
    for (const field of wrong) {
      troubles.push({
        key: cell(field) ? 'unreadable' : 'missing',
        params: { column: columns[field].header },
      })
    }
  }
  const dates = (['startsOn', 'endsOn'] as const).map((field) => {
    const read = readDay(cell(field))
    const day = read && isSensibleDay(read) ? read : null
    const { header: column } = columns[field]
    if (!day && (cell(field) || field === 'startsOn')) {
      troubles.push(
        cell(field)
          ? { key: 'date', params: { column, value: cell(field).slice(0, 30) } }
          : { key: 'missing', params: { column } },
      )
    }
    return day
  })
  const [startsOn, endsOn] = dates
  if (!person.success || !startsOn || troubles.length > 0) {
    return { line, name: `${cell('familyName')} ${cell('givenName')}`.trim().slice(0, 101), troubles }
  }
  return { line, name, ...person.data, startsOn, endsOn: endsOn ?? null, acting: cell('acting') !== '' }
}

/** Finds the seat of a line; `same` when it stands there already. Takes the seat in `posts`. */
function place(said: Said, posts: KnownPost[], today: Day): Planned | Refused | 'same' {
  const { line, startsOn, acting, familyName, givenName, familyReading, givenReading } = said
  const person: Named = { familyName, givenName, familyReading, givenReading }
  const refuse = (key: string): Refused => ({
    line,
    name: `${familyName} ${givenName}`,
    troubles: [{ key }],
  })
  const plain = searchForm(said.name)
  const kind = KNOWN[said.name.normalize('NFKC').replace(/\s/g, '')] ?? 'board_member'
  const known =
    posts.find((post) => searchForm(post.name) === plain) ??
    // An association has one president, whatever it calls that post.
    (kind === 'chair' ? posts.find((post) => post.post === 'chair') : undefined)
  const post: KnownPost = known ?? { name: said.name, post: kind, months: 12, seats: [] }
  const endsOn = said.endsOn ?? termFrom(startsOn, post.months).endsOn
  const term = { ...person, startsOn, endsOn }
  const wrong = Object.values(termErrors(term, today)).flat()[0]
  if (wrong) return refuse(wrong.split('.').at(-1) ?? 'order')
  const held = post.seats.flatMap((seat) => seat.terms).filter((other) => sameName(other, person))
  if (held.some((other) => other.startsOn === startsOn && other.endsOn === endsOn)) return 'same'
  if (held.some((other) => overlap(other, term))) return refuse('holds_already')
  const purse = posts.filter(({ post: other }) => other === OTHER_PURSE[post.post])
  const purses = purse.flatMap(({ seats }) => seats.flatMap(({ terms }) => terms))
  if (purses.some((other) => overlap(other, term) && sameName(other, person))) return refuse('money_apart')
  const free = post.seats.filter(({ terms }) => !terms.some((other) => overlap(other, term)))
  const oneOnly = post.post === 'chair' && post.seats.some(({ open }) => open)
  let seat = free.find(({ open }) => open) ?? (oneOnly ? undefined : free[0])
  const newSeat = !seat?.open
  if (!seat) {
    if (oneOnly) return refuse('seat_taken')
    const number = Math.max(0, ...post.seats.map((one) => one.number)) + 1
    if (number > 99) return refuse('seat_taken')
    seat = { number, open: true, terms: [] }
    post.seats.push(seat)
  }
  if (!known) posts.push(post)
  seat.open = true
  seat.terms.push(term)
  return {
    ...term,
    line,
    name: post.name,
    post: post.post,
    seat: seat.number,
    newPost: !known,
    newSeat,
    acting,
  }
}
