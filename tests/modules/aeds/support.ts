/** Rows of AEDs for tests. */
import type { Hours } from '~/modules/aeds/schema'
import { db, Prisma } from '~/platform/db.server'

/** 24 hours on every day of the year */
export const ALWAYS: Hours = {
  weekly: [{ days: [0, 1, 2, 3, 4, 5, 6], spans: [{ from: 0, until: 1440 }] }],
  holidays: 'as_weekday',
  shifts: false,
  yearly: [],
  dates: [],
  night: '',
  conditions: '',
  uncertain: false,
}

/** Monday to Friday, 9:00 to 17:30; closed on holidays */
export const OFFICE: Hours = {
  ...ALWAYS,
  weekly: [{ days: [1, 2, 3, 4, 5], spans: [{ from: 540, until: 1050 }] }],
  holidays: 'closed',
}

let made = 0

/** One AED; with a place near 枚方市駅 unless told otherwise. */
export async function makeAed(
  data: Partial<Omit<Prisma.AedUncheckedCreateInput, 'hours'>> & { hours?: Hours | null } = {},
): Promise<number> {
  made++
  const { hours = null, ...rest } = data
  const { id } = await db.aed.create({
    data: {
      name: `AED ${made}`,
      address: '大阪府枚方市岡東町',
      latitude: 34.8163,
      longitude: 135.6497,
      hours: hours ?? Prisma.DbNull,
      ...rest,
    },
    select: { id: true },
  })
  return id
}

/** So many AEDs all over the city, in one statement; half of them with child pads, a fifth outdoors, no hours. */
export async function fillCity(count: number): Promise<void> {
  await db.$executeRawUnsafe(
    `INSERT INTO aeds (name, latitude, longitude, child_pads, outdoors, box_code)
     SELECT 'AED ' || i, 34.76 + (i * 37 % 1000) * 0.00013, 135.6 + (i * 91 % 997) * 0.00017, i % 2 = 0, i % 5 = 0,
       'box-' || i
     FROM generate_series(1, $1::int) i`,
    count,
  )
}
