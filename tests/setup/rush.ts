/** Five hundred who apply at the same moment, as browsers would. */
import { randomUUID } from 'node:crypto'

const KANA = 'アイウエオカキクケコ'

type Applicant = { email: string; status: number; location: string }

/** One person's form. */
export async function apply(
  url: string,
  origin: string,
  sessionId: number,
  email: string,
  submission: string,
  number = 0,
): Promise<Applicant> {
  const body = new URLSearchParams({
    submission,
    me: '',
    call: '',
    stage: 'adult',
    family_name: '山田',
    given_name: '花',
    family_reading: 'ヤマダ',
    given_reading: [...String(number)].map((digit) => KANA[Number(digit)]).join(''),
    email,
    emergency_name: '母',
    emergency_phone: '072-000-0000',
    agree: 'on',
  })
  const response = await fetch(`${url}/volunteering/sessions/${sessionId}/apply`, {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: origin, 'Accept-Language': 'ja' },
    body,
  })
  await response.arrayBuffer()
  return { email, status: response.status, location: response.headers.get('Location') ?? '' }
}

/** Sends so many applications for one session at once and waits for every answer. */
export function rush(url: string, origin: string, sessionId: number, count: number): Promise<Applicant[]> {
  return Promise.all(
    Array.from({ length: count }, (_, number) =>
      apply(url, origin, sessionId, `rush${number}-${randomUUID()}@people.example`, randomUUID(), number),
    ),
  )
}

type Ask = (sql: string, values?: unknown[]) => Promise<unknown[]>

/** A session of the volunteer experience in a month, with so many places. */
export async function makeSession(ask: Ask, capacity: number): Promise<number> {
  const one = async (sql: string, values: unknown[] = []) =>
    ((await ask(sql, values))[0] as { id: number }).id
  const programme =
    await one(`INSERT INTO volunteer_programmes (state, year, title, offers_from, offers_until,
      apply_from, apply_until, activity_from, activity_until, report_until)
    SELECT 'open', 2026, '夏のボランティア体験', d - 30, d - 10, d - 5, d + 60, d - 1, d + 90, d + 120
    FROM (SELECT current_date AS d) AS today RETURNING id`)
  const host = await one(
    `INSERT INTO volunteer_hosts (kind, name, state) VALUES ('organisation', '公園を守る会', 'registered') RETURNING id`,
  )
  const place = await one(
    `INSERT INTO volunteer_places (programme_id, host_id, state, published_at, title, body, theme, stages)
     VALUES ($1, $2, 'published', now(), '公園の清掃', '清掃', 'environment', '{adult}') RETURNING id`,
    [programme, host],
  )
  return one(
    `INSERT INTO volunteer_sessions (place_id, starts_at, ends_at, capacity, minutes)
     VALUES ($1, now() + interval '30 days', now() + interval '30 days 3 hours', $2, 180) RETURNING id`,
    [place, capacity],
  )
}
