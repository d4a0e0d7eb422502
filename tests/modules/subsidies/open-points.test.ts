/** Which of the points that a scheme leaves open are shown with an estimate. */
import { describe, expect, it } from 'vitest'
import { openPointsFor } from '~/modules/subsidies/rules'

const scheme = {
  works: [
    { key: 'renovation', name: '改修' },
    { key: 'seismicRetrofit', name: '耐震改修' },
    { key: 'landRent', name: '土地賃借' },
  ],
  openPoints: [
    '端数処理は公表されていません。',
    '改修の「20年間」がいつから数えるのかは公表されていません。',
    '耐震改修の限度額は公表されていません。',
    '土地の賃借に対する率は公表されていません。',
  ],
}
const [rounding, twentyYears, retrofit, rent] = scheme.openPoints

describe('open points', () => {
  it('are those of the chosen work, and those that name no work', () => {
    expect(openPointsFor(scheme, ['landRent'])).toEqual({ ofWorks: [rent], general: [rounding] })
  })

  it('go by the longest name of a work', () => {
    expect(openPointsFor(scheme, ['renovation']).ofWorks).toEqual([twentyYears])
    expect(openPointsFor(scheme, ['seismicRetrofit']).ofWorks).toEqual([retrofit])
  })

  it('belong to each of several works', () => {
    const point = '改修と土地賃借を一緒に申請できるかどうかは公表されていません。'
    const several = { ...scheme, openPoints: [point] }
    for (const { key } of scheme.works)
      expect(openPointsFor(several, [key]).ofWorks).toEqual(key === 'seismicRetrofit' ? [] : [point])
  })

  it('are all there for a scheme that names no work in them', () => {
    expect(openPointsFor({ ...scheme, openPoints: [rounding ?? ''] }, ['renovation'])).toEqual({
      ofWorks: [],
      general: [rounding],
    })
  })
})
