/** The placement study as staff of the city use it: on a telephone, without a script, and with a population file. */
import { expect, test } from '@playwright/test'
import { arrive } from './people'

const STUDY = '/aeds/placement'

test('the study answers without a script, keeps its conditions in the address and fits a telephone', async ({
  browser,
}) => {
  const { page } = await arrive(browser, { as: 'reviewer', javaScript: false })
  await page.goto(STUDY)
  await expect(page.getByRole('img', { name: /^今の地図/ })).toBeVisible()
  await expect(page.getByRole('img', { name: /^置いた後の地図/ })).toBeVisible()
  await expect(page.getByText('市はAEDの補助率をまだ公表していません')).toBeVisible()
  await page.getByText('条件を変える').first().click()
  await page.getByLabel('道のり(m)').fill('500')
  await page.getByLabel('か所の数').fill('3')
  await page.getByLabel('市の補助率').fill('2/3')
  await page.getByRole('button', { name: 'この条件で計算する' }).click()
  await expect(page).toHaveURL(/walk=500.*sites=3.*rate=2%2F3/)
  await expect(page.getByRole('table', { name: '置く順と効果' }).getByRole('row')).toHaveCount(4)
  await expect(page.getByText('補助率 2/3')).toBeVisible()
  const [width, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  expect(width).toBeLessThanOrEqual(screen as number)
  await page.goto(`${STUDY}?walk=5&sites=x`)
  await expect(page.getByRole('status')).toContainText('道のり(m)、か所の数')
})

test('what cannot be read of a population is told by line; what is read is used only when somebody says so', async ({
  browser,
}) => {
  const { page } = await arrive(browser, { as: 'reviewer', javaScript: false })
  await page.goto(STUDY)
  await page.getByRole('link', { name: '人口のファイルを入れる・替える' }).click()
  const send = async (text: string) => {
    await page.getByLabel('名前').fill('試しの人口')
    const buffer = Buffer.from(text)
    await page
      .getByLabel('CSVファイル')
      .setInputFiles({ name: 'population.csv', mimeType: 'text/csv', buffer })
    await page.getByRole('button', { name: '読み取って確かめる' }).click()
  }
  await send('町,人口\n中宮,10\n')
  await expect(page.getByRole('alert')).toContainText('場所の列が見つかりません')
  await send('緯度,経度,昼,夜\n34.8144,135.6509,1000,2000\n34.8150,135.6520,-1,5\n')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('試しの人口')
  const refused = page.getByRole('table', { name: '読み取れなかった行と理由' })
  await expect(refused).toContainText('3行目')
  await expect(refused).toContainText('人口が0より小さい数です。')
  const file = page.url()
  await page.getByRole('button', { name: 'この人口を使う' }).click()
  await expect(page.getByText('この人口を検討に使っています')).toBeVisible()
  await page.goto(STUDY)
  await expect(page.getByText('人口のファイル「試しの人口」の1地点を使っています。')).toBeVisible()
  await page.goto(file)
  await page.getByRole('button', { name: '町の世帯数に戻す' }).click()
  await page.getByText('このファイルを消す').click()
  await page.getByRole('button', { name: '消す' }).click()
  await expect(page.getByText('まだありません。')).toBeVisible()
})
