/** A small city: two districts with their councils, three associations, a group, four towns. */
import { type Actor, guest, type Post, type SignedIn, type StaffRole } from '~/modules/accounts/rules'
import { db } from '~/platform/db.server'

export const TODAY = '2026-11-22'

export async function makeCity() {
  const [west, east] = await Promise.all(
    ['樟葉西', '五常'].map((name) =>
      db.district.create({
        data: {
          name,
          middleSchool: '',
          schoolName: `${name}小学校`,
          schoolAddress: '',
          latitude: 34.8,
          longitude: 135.6,
        },
      }),
    ),
  )
  if (!west || !east) throw new Error('no districts')
  const town = (name: string, reading: string, districtId: number, latitude = 34.85) =>
    db.town.create({ data: { name, reading, districtId, latitude, longitude: 135.67 } })
  const hanazono = await town('楠葉花園町', 'くずははなぞのちょう', west.id)
  const namiki1 = await town('楠葉並木一丁目', 'くずはなみきいっちょうめ', west.id)
  const namiki2 = await town('楠葉並木二丁目', 'くずはなみきにちょうめ', west.id, 34.87)
  const kori = await town('香里ケ丘六丁目', 'こうりがおかろくちょうめ', east.id)
  const node = (slug: string, data: Record<string, unknown>) =>
    db.association.create({ data: { slug, ...data } as never })
  const city = await node('hirakata', { kind: 'city', name: '枚方市', reading: 'ひらかたし' })
  const council = await node('kuzuhanishi-council', {
    kind: 'council',
    parentId: city.id,
    districtId: west.id,
    name: '樟葉西校区コミュニティ協議会',
    reading: 'くずはにしこうくこみゅにてぃきょうぎかい',
  })
  const otherCouncil = await node('gojo-council', {
    kind: 'council',
    parentId: city.id,
    districtId: east.id,
    name: '五常校区コミュニティ協議会',
    reading: 'ごじょうこうくこみゅにてぃきょうぎかい',
  })
  const own = await node('kuzuhahanazono', {
    kind: 'neighbourhood',
    parentId: council.id,
    districtId: west.id,
    name: '楠葉花園町自治会',
    reading: 'くずははなぞのちょうじちかい',
    latitude: 34.859,
    longitude: 135.675,
    contactName: '山﨑 正雄',
    contactPhone: '072-000-1234',
    contactEmail: 'hanazono@contact.example',
    towns: { create: { townId: hanazono.id } },
  })
  const namiki = await node('kuzuhanamiki', {
    kind: 'neighbourhood',
    parentId: council.id,
    districtId: west.id,
    name: '楠葉並木町内会',
    reading: 'くずはなみきちょうないかい',
    towns: { create: [{ townId: namiki1.id }, { townId: namiki2.id }] },
  })
  const other = await node('korigaoka-6', {
    kind: 'neighbourhood',
    parentId: otherCouncil.id,
    districtId: east.id,
    name: '香里ケ丘六丁目自治会',
    reading: 'こうりがおかろくちょうめじちかい',
    towns: { create: { townId: kori.id } },
  })
  const group = await node('kuzuhahanazono-group-1', {
    kind: 'group',
    parentId: own.id,
    districtId: west.id,
    name: '楠葉花園町自治会 第1班',
    reading: 'くずははなぞのちょうじちかいだいいっぱん',
  })
  return {
    west,
    east,
    towns: { hanazono, namiki1, namiki2, kori },
    city,
    council,
    otherCouncil,
    own,
    namiki,
    other,
    group,
  }
}
export type City = Awaited<ReturnType<typeof makeCity>>

let users = 0

/** Somebody with an account, who may hold an office or a role. */
export async function actorOf(held: {
  seat?: { post: Post; at: { id: number; path: string } }
  staff?: StaffRole
}): Promise<SignedIn> {
  users++
  const user = await db.user.create({
    data: { email: `person-${users}-${Date.now()}@mail.example`, familyName: '髙橋', givenName: '𠮷子' },
  })
  const city = await db.association.findFirst({ where: { kind: 'city' }, select: { path: true } })
  const actor: Actor = {
    ...guest(TODAY),
    user: { id: user.id, name: '髙橋 𠮷子', language: 'ja', demonstration: false },
    seats: held.seat
      ? [{ post: held.seat.post, associationId: held.seat.at.id, path: held.seat.at.path }]
      : [],
    staff: held.staff ? [held.staff] : [],
    cityPath: city?.path ?? '',
    capacity: held.seat?.post ?? held.staff ?? 'resident',
  }
  return actor as SignedIn
}

export const anybody = () => guest(TODAY)
