/** What the HTTP server itself promises, whatever the page. */
import { request as rawRequest } from 'node:http'
import { expect, test } from '@playwright/test'

/** The status that a request gets which no well-behaved client would send. */
function statusOf(baseUrl: string, path: string, headers: Record<string, string> = {}): Promise<number> {
  const { hostname, port } = new URL(baseUrl)
  return new Promise((resolve, reject) => {
    const sent = rawRequest({ hostname, port, path, headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end()
  })
}

test('every answer carries the protective headers and says nothing of the machinery', async ({ request }) => {
  for (const address of ['/', '/about', '/no-such-page', '/assets/no-such-file.js']) {
    const headers = (await request.get(address)).headers()
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
    })
    expect(headers['x-powered-by']).toBeUndefined()
  }
})

test('a write from another site is refused in words, whatever it is for', async ({ request, baseURL }) => {
  const write = (headers: Record<string, string>) =>
    request.post('/language', { headers, form: { language: 'en' } })
  for (const headers of [
    { Origin: 'https://elsewhere.example' },
    { Origin: 'null' },
    { Origin: `${baseURL}.elsewhere.example` },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'none' },
    {},
  ]) {
    const response = await write(headers as Record<string, string>)
    expect(response.status(), JSON.stringify(headers)).toBe(403)
    const text = await response.text()
    expect(text).toContain('この送信は受け付けられませんでした')
    expect(text).toContain('This was not accepted')
  }
  expect((await write({ Origin: baseURL as string })).status()).toBeLessThan(400)
  expect((await write({ 'Sec-Fetch-Site': 'same-origin' })).status()).toBeLessThan(400)
})

test('odd requests are answered with 4xx', async ({ request, baseURL }) => {
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'])
    expect((await request.fetch('/', { method })).status(), method).toBe(405)
  for (const path of ['//elsewhere.example/', '/notices/%00', '/notices/../../etc/passwd'])
    expect(await statusOf(String(baseURL), path), path).toBe(404)
  for (const path of ['http://elsewhere.example/', '/%E0%A4%A', '/notices?q=%E0%A4%A&from=%'])
    expect(await statusOf(String(baseURL), path), path).toBe(path.includes('?') ? 200 : 400)
  for (const Host of ['a b', 'x@elsewhere.example', 'elsewhere.example/path'])
    expect(await statusOf(String(baseURL), '/', { Host }), Host).toBe(400)
  const forged = await statusOf(String(baseURL), '/', {
    'X-Forwarded-Host': 'a:b@elsewhere.example',
    'X-Forwarded-Proto': 'x',
  })
  expect(forged).toBe(200)
})

test('files of the build are kept for a year, pages are asked for anew', async ({ request }) => {
  const page = await request.get('/')
  expect(page.headers()['cache-control']).toContain('no-cache')
  const style = /href="(\/assets\/[^"]+\.css)"/.exec(await page.text())?.[1]
  expect(style).toBeTruthy()
  const file = await request.get(style as string, { headers: { 'Accept-Encoding': 'br' } })
  const headers = file.headers()
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(headers['content-encoding']).toBe('br')
})

test('a page opens without JavaScript', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/')
  await expect(page.locator('h1')).toBeVisible()
  await context.close()
})
