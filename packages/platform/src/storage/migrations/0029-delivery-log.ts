import type { Migration } from './migration.ts';

/** Deliveries stay for a while after they were told or given up, so that somebody can see what became of them. */
export const deliveryLog: Migration = {
  version: 29,
  name: 'delivery-log',
  async up(db) {
    await db.schema.dropIndex('webhook_deliveries_due').execute();
    await db.schema
      .alterTable('webhook_deliveries')
      .addColumn('state', 'text', (column) => column.notNull().defaultTo('waiting'))
      .execute();
    await db.schema
      .alterTable('webhook_deliveries')
      .addColumn('created_at_ms', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
    for (const [column, type] of [
      ['tried_at_ms', 'bigint'],
      ['status', 'integer'],
    ] as const)
      await db.schema.alterTable('webhook_deliveries').addColumn(column, type).execute();
    await db.schema
      .createIndex('webhook_deliveries_due')
      .on('webhook_deliveries')
      .columns(['state', 'next_at_ms', 'id'])
      .execute();
    await db.schema
      .createIndex('webhook_deliveries_of')
      .on('webhook_deliveries')
      .columns(['webhook', 'created_at_ms', 'id'])
      .execute();
  },
};
