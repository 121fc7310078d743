import type { JsonValue } from '../payments/answer.ts';

/** What was told about a secondary merchant, and whether it is archived. */
export interface SellerRecord {
  readonly sellerInfo: JsonValue;
  readonly storeInfo: JsonValue | undefined;
  isArchived: boolean;
}

/** Secondary merchants by `sellerId` and `storeId` (docs/wire/acquiring §6.8). */
export interface SellerStore {
  find(sellerId: string, storeId: string | undefined): SellerRecord | undefined;
  /** Stores or replaces; beyond the limit the oldest one is forgotten. */
  put(sellerId: string, storeId: string | undefined, record: SellerRecord): void;
}

/** Creates an empty {@link SellerStore}. */
export function createSellerStore(sellersMax: number): SellerStore {
  const records = new Map<string, SellerRecord>();
  return {
    find: (sellerId, storeId) => records.get(keyOf(sellerId, storeId)),
    put: (sellerId, storeId, record) => {
      const [oldest] = records.keys();
      if (oldest !== undefined && records.size >= sellersMax) records.delete(oldest);
      records.set(keyOf(sellerId, storeId), record);
    },
  };
}

function keyOf(sellerId: string, storeId: string | undefined): string {
  return `${sellerId}/${storeId ?? ''}`;
}
