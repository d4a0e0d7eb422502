/** 仕事カード of all invented posts, from the common tasks with small differences; and what was written down in some. */
import { libraryOf } from '../../app/modules/officers/library'
import { FISCAL_MONTHS, RECORD_MINUTES } from '../../app/modules/officers/rules'
import { dayOf, dayToDate, fiscalYear, now } from '../../app/platform/clock'
import type { Tx } from '../../app/platform/db.server'
import { translator } from '../../app/platform/i18n.server'
import type { Post } from '../generated/enums'
import { FIRST } from './associations'
import { makeRandom, type Random } from './random'

/** What the posts are in a few words, as an association would say it. */
const INTRODUCTIONS: Partial<Record<Post, string>> = {
  chair:
    '自治会の代表です。役員会をまとめ、市や校区との連絡の窓口になります。書類や回覧は書記、お金は会計、行事は副会長と分けてしています。',
  vice_chair: '会長を助け、行事の準備をまとめます。会長が出られない会議に代わりに出ます。',
  secretary: '議事録と回覧を受け持ちます。ほとんどの仕事は家でできます。',
  treasurer: '会費と支払いを受け持ちます。帳簿は表計算のひな形があります。年に2回、監事の確認を受けます。',
  auditor: '会計が正しいかを年に2回確かめます。お金は扱いません。',
  group_leader: '班の回覧と集金を受け持つ、1年交代の役です。',
  board_member: '行事の手伝いや見回りなど、できるものを分けてしています。',
}

/** What was done beside the card. */
const UNPLANNED: readonly [title: string, month: number, minutes: number][] = [
  ['道路の陥没を市に連絡', 6, 30],
  ['台風の前の見回り', 9, 90],
  ['台風の後の片付け', 9, 120],
  ['新しく引っ越してきた方へのあいさつ', 7, 45],
  ['防犯カメラの説明会', 11, 120],
]

/** So many other associations have written down what they did. */
const RECORDING = 6

/** Half an hour more or less; never less than what a line of a card says at least. */
const about = (random: Random, minutes: number): number =>
  Math.max(10, Math.round((minutes * random.between(75, 130)) / 500) * 5)

/** The cards of all posts, and the records of some associations. */
export async function createTasks(tx: Tx, ids: ReadonlyMap<string, number>) {
  const random = makeRandom(607)
  const t = translator('ja')
  const posts = await tx.officerPost.findMany({
    orderBy: { id: 'asc' },
    select: { id: true, post: true, associationId: true },
  })
  const first = ids.get(FIRST)
  const rows = posts.flatMap(({ id, post, associationId }) => {
    // Whoever looks at the first association finds a card that is complete.
    const whole = associationId === first
    // Some associations have not written anything yet.
    if (!whole && random.chance(0.15)) return []
    return libraryOf(post)
      .filter(() => whole || random.chance(0.85))
      .map(({ key, helper, months, minutes, ...rest }, position) => ({
        ...rest,
        post_id: id,
        from_home: rest.fromHome,
        months,
        minutes: whole ? minutes : about(random, minutes),
        title: t(`officers.library.${key}`),
        helpers: helper ? t(`officers.library_help.${helper}`) : '',
        library: key,
        position,
      }))
  })
  await tx.$executeRaw`
    INSERT INTO officer_tasks
      (post_id, kind, title, months, minutes, times, helpers, from_home, evening, weekend, library, position)
    SELECT x.post_id, x.kind::"TaskKind", x.title, x.months, x.minutes, x.times, x.helpers, x.from_home, x.evening,
      x.weekend, x.library, x.position
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(
      post_id int, kind text, title text, months int[], minutes int, times int, helpers text, from_home boolean,
      evening boolean, weekend boolean, library text, position int)`
  await introduce(tx)
  if (first === undefined) return
  // The first association, and some others, so that sums over several can be seen.
  const hasBoard = new Set(posts.filter(({ post }) => post === 'treasurer').map((post) => post.associationId))
  const others = [...ids.values()].filter((id) => id !== first && hasBoard.has(id))
  for (const id of [first, ...others.slice(-RECORDING)]) await createRecords(tx, id, random)
}

async function introduce(tx: Tx) {
  for (const [post, introduction] of Object.entries(INTRODUCTIONS)) {
    await tx.officerPost.updateMany({
      where: { post: post as Post, introduction: '' },
      data: { introduction },
    })
  }
}

/** What the officers of one association have written down since April of last year. */
async function createRecords(tx: Tx, associationId: number, random: Random) {
  const today = dayOf(now())
  const present = fiscalYear(today)
  const posts = await tx.officerPost.findMany({
    where: { associationId },
    orderBy: { id: 'asc' },
    select: { id: true, post: true, tasks: { orderBy: { position: 'asc' } } },
  })
  const records = [present - 1, present].flatMap((year) =>
    posts.flatMap((post) => [
      ...post.tasks.flatMap((task) =>
        slots(task).flatMap((month) =>
          random.chance(0.9)
            ? [{ postId: post.id, taskId: task.id, title: task.title, ...done(year, month, task.minutes) }]
            : [],
        ),
      ),
      ...(post.post === 'chair' ? UNPLANNED : []).map(([title, month, minutes]) => ({
        postId: post.id,
        taskId: null,
        title,
        ...done(year, month, minutes),
      })),
    ]),
  )
  const past = records.filter(({ doneOn }) => doneOn <= today)
  await tx.officerRecord.createMany({
    data: past.map(({ doneOn, ...rest }) => ({ ...rest, doneOn: dayToDate(doneOn) })),
  })

  /** The months in which something is done, each as often as it is done there. */
  function slots({ months, times }: { months: number[]; times: number }): number[] {
    const [each, often] = months.length > 0 ? [months, times] : [FISCAL_MONTHS, Math.round(times / 12)]
    return each.flatMap((month) => Array.from({ length: often }, () => month))
  }

  /** On some day of the month; as long as the form of records offers. */
  function done(year: number, month: number, planned: number) {
    const day = String(random.between(1, 28)).padStart(2, '0')
    const doneOn = `${month >= 4 ? year : year + 1}-${String(month).padStart(2, '0')}-${day}`
    const wanted = planned * (random.between(80, 150) / 100)
    const minutes = RECORD_MINUTES.reduce((best, value) =>
      Math.abs(value - wanted) < Math.abs(best - wanted) ? value : best,
    )
    return { doneOn, minutes }
  }
}
