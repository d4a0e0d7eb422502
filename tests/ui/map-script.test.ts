/** The weight of a page with a map: its script is for telephones on a slow line. */
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { bundleScript } from '../../app/start/scripts'

const root = path.resolve(import.meta.dirname, '../..')
const weigh = async (file: string) => gzipSync(await bundleScript(path.join(root, file))).length / 1024

test('all scripts of the page of the map are at most 120 KB compressed, Leaflet among them', async () => {
  const map = await weigh('app/ui/map/map.browser.ts')
  const list = await weigh('app/modules/aeds/sort-by-position.browser.ts')
  expect(map).toBeGreaterThan(30)
  expect(map + list).toBeLessThan(120)
  // Sorting a list needs no map.
  expect(list).toBeLessThan(5)
}, 120_000)
