/** Places of halls and shelters, for the maps of other modules. Public facts only. */
import { rows } from '~/platform/db.server'
import type { Designation } from '../rules'

type HallPin = {
  id: number
  name: string
  address: string
  latitude: number
  longitude: number
  districtId: number | null
  designation: Designation
}

/** The halls in use that have a place, by name. */
export async function hallPins(): Promise<HallPin[]> {
  return rows<HallPin>(
    `SELECT id, name, address, latitude, longitude, district_id AS "districtId", designation
     FROM halls WHERE closed_on IS NULL AND latitude IS NOT NULL ORDER BY sort_key, id`,
    [],
  )
}

export type ShelterPin = {
  name: string
  latitude: number
  longitude: number
  /** 指定緊急避難場所 */
  site: boolean
  /** 指定避難所 */
  shelter: boolean
}

/** 指定緊急避難場所・指定避難所 of the city, by name. Source: docs/data-sources.md. */
export async function shelterPins(): Promise<ShelterPin[]> {
  return rows<ShelterPin>('SELECT name, latitude, longitude, site, shelter FROM shelters ORDER BY name', [])
}
