import assert from 'node:assert/strict';
import { firstLimit, learnt, refused } from '../../src/extension/voices/queue/laneLimit.ts';
import { LineSchedule, type ScheduledLine } from '../../src/extension/voices/queue/lineSchedule.ts';

const lane = { name: 'standard', provider: 'elevenlabs', atFirst: 2 } as const;

describe('the limit of a lane', () => {
  it('is what the service says, less what others of the account use', () => {
    assert.equal(learnt(firstLimit(2), { current: 1, maximum: 10 }, 1).allowed, 10);
    assert.equal(learnt(firstLimit(2), { current: 5, maximum: 10 }, 2).allowed, 7);
    assert.equal(learnt(firstLimit(2), { current: 30, maximum: 3 }, 1).allowed, 1);
  });

  it('stays when the service says nothing of use', () => {
    for (const maximum of [undefined, Number.NaN, 0, -1])
      assert.deepEqual(learnt(firstLimit(2), { maximum }, 1), firstLimit(2));
  });

  it('falls below what was refused and climbs back one at a time', () => {
    let limit = learnt(firstLimit(2), { current: 1, maximum: 5 }, 1);
    limit = refused(limit, 5);
    assert.equal(limit.allowed, 4);
    limit = refused(limit, 4);
    const climbed = [1, 2, 3].map(() => {
      limit = learnt(limit, { current: 1, maximum: 5 }, 1);
      return limit.allowed;
    });
    assert.deepEqual(climbed, [4, 5, 5]);
    assert.equal(refused(firstLimit(1), 1).allowed, 1);
  });
});

describe('the schedule of lines', () => {
  let now = 0;
  let schedule: LineSchedule;
  const add = (id: string, order: number, more: Partial<ScheduledLine> = {}) =>
    schedule.add({ id, lane, urgency: 1, order, ...more });

  beforeEach(() => {
    now = 0;
    schedule = new LineSchedule({ now: () => now, random: () => 1, delayMs: 100 });
  });

  it('begins two lines of an unknown service, in the order of the script', () => {
    for (const [order, id] of ['a', 'b', 'c'].entries()) add(id, order);
    assert.deepEqual(schedule.start(), ['a', 'b']);
    assert.deepEqual(schedule.start(), []);
    schedule.settle('a', true);
    assert.deepEqual(schedule.start(), ['c']);
  });

  it('lets what the writer waits for go first', () => {
    for (const [order, id] of ['a', 'b', 'c', 'd', 'e'].entries()) add(id, order);
    schedule.start();
    add('now', 9, { urgency: 0 });
    schedule.promote('e');
    schedule.settle('a', true);
    schedule.settle('b', true);
    assert.deepEqual(schedule.start(), ['e', 'now']);
  });

  it('begins no more than the service takes, from its first word on', () => {
    for (let order = 0; order < 20; order++) add(`${order}`, order);
    schedule.start();
    schedule.learn('0', { current: 2, maximum: 5 });
    assert.equal(schedule.start().length, 3);
    schedule.learn('1', { current: 5, maximum: 3 });
    schedule.settle('0', true);
    schedule.settle('1', true);
    assert.equal(schedule.start().length, 0);
    schedule.settle('2', true);
    assert.equal(schedule.start().length, 1);
  });

  it('begins another line once an answer is here, before it is stored', () => {
    for (const [order, id] of ['a', 'b', 'c'].entries()) add(id, order);
    schedule.start();
    schedule.release('a');
    assert.deepEqual(schedule.start(), ['c']);
    schedule.settle('a', true);
    assert.deepEqual(schedule.start(), []);
  });

  it('does not let one lane wait for another', () => {
    for (let order = 0; order < 5; order++) add(`${order}`, order);
    add('draft', 9, { lane: { name: 'draft', provider: 'draft', atFirst: 1 } });
    assert.deepEqual(schedule.start(), ['0', '1', 'draft']);
  });

  it('brings a refused line back in its place, after a pause', () => {
    for (const [order, id] of ['a', 'b', 'c'].entries()) add(id, order);
    schedule.start();
    assert.ok(schedule.retry('b', 'tooMany'));
    assert.deepEqual(schedule.start(), []);
    schedule.settle('a', true);
    assert.deepEqual(schedule.start(), ['c']);
    schedule.settle('c', true);
    assert.equal(schedule.nextAt(), 100);
    now = 100;
    assert.deepEqual(schedule.start(), ['b']);
  });

  it('waits as long as the service asks, with every line', () => {
    for (const [order, id] of ['a', 'b', 'c'].entries()) add(id, order);
    schedule.start();
    schedule.retry('a', 'busy', 5000);
    schedule.settle('b', true);
    assert.deepEqual(schedule.start(), []);
    assert.equal(schedule.nextAt(), 5000);
    now = 5000;
    assert.deepEqual(schedule.start(), ['a', 'c']);
  });

  it('feels its way with one request while the service is out of reach, with growing pauses, and then gives up', () => {
    for (let order = 0; order < 4; order++) add(`${order}`, order);
    schedule.start();
    assert.ok(schedule.retry('0', 'unreachable'));
    assert.ok(schedule.retry('1', 'unreachable'), 'it began before the first failed and says nothing new');
    const pauses: number[] = [];
    for (let strikes = 1; ; strikes++) {
      const nextAt = schedule.nextAt() ?? 0;
      pauses.push(nextAt - now);
      now = nextAt;
      assert.deepEqual(schedule.start(), ['0']);
      if (!schedule.retry('0', 'unreachable')) break;
      assert.ok(strikes < 10);
    }
    assert.deepEqual(pauses, [100, 200, 400, 800, 1600]);
  });

  it('goes on at full width when the service is back', () => {
    for (let order = 0; order < 4; order++) add(`${order}`, order);
    schedule.start();
    schedule.retry('0', 'unreachable');
    schedule.settle('1', true);
    now = 1000;
    assert.deepEqual(schedule.start(), ['0', '2']);
  });

  it('tries a line only so often', () => {
    add('a', 0);
    let tries = 0;
    do {
      now += 100_000;
      assert.deepEqual(schedule.start(), ['a']);
      tries++;
    } while (schedule.retry('a', 'unsure'));
    assert.equal(tries, 6);
    assert.equal(schedule.nextAt(), undefined);
  });

  it('names a time that came after the last look', () => {
    add('a', 0);
    schedule.start();
    schedule.retry('a', 'busy', 50);
    assert.deepEqual(schedule.start(), []);
    now = 60;
    assert.equal(schedule.nextAt(), 50);
  });

  it('forgets a line that is taken off', () => {
    add('a', 0);
    add('b', 1);
    schedule.remove('a');
    assert.deepEqual(schedule.start(), ['b']);
    schedule.remove('b');
    schedule.settle('b', false);
    assert.deepEqual(schedule.start(), []);
  });

  describe('of a lane whose lines are made ready before they are sent', () => {
    const prepared = { ...lane, isPrepared: true };
    const addAll = (...ids: readonly string[]) => {
      for (const [order, id] of ids.entries()) add(id, order, { lane: prepared });
    };

    it('begins as many lines again as may be sent, and sends them in the order of the script', () => {
      addAll('a', 'b', 'c', 'd', 'e');
      assert.deepEqual(schedule.start(), ['a', 'b', 'c', 'd']);
      for (const id of ['d', 'c', 'b', 'a']) assert.equal(schedule.ask(id), false);
      assert.deepEqual(schedule.grant(), ['a', 'b']);
      assert.deepEqual(schedule.grant(), []);
      assert.equal(schedule.ask('a'), true, 'it has its slot');
      schedule.release('a');
      assert.deepEqual(schedule.grant(), ['c']);
      assert.deepEqual(schedule.start(), ['e']);
    });

    it('never sends more than the service takes, parts of one line among them', () => {
      addAll('a', 'b', 'c');
      schedule.start();
      for (const id of ['a', 'b', 'c']) schedule.ask(id);
      assert.deepEqual(schedule.grant(), ['a', 'b']);
      schedule.release('a');
      assert.equal(schedule.ask('a'), false, 'its next part');
      assert.deepEqual(schedule.grant(), ['a'], 'before the line after it');
      schedule.learn('b', { current: 2, maximum: 3 });
      assert.deepEqual(schedule.grant(), ['c']);
    });

    it('begins what the writer waits for beside all that is ready, and sends it first', () => {
      addAll('a', 'b', 'c', 'd', 'e', 'f');
      schedule.start();
      for (const id of ['a', 'b', 'c', 'd']) schedule.ask(id);
      schedule.grant();
      add('now', 9, { lane: prepared, urgency: 0 });
      assert.deepEqual(schedule.start(), ['now']);
      schedule.ask('now');
      schedule.promote('d');
      schedule.settle('a', true);
      schedule.settle('b', true);
      assert.deepEqual(schedule.grant(), ['d', 'now']);
    });

    it('sends nothing before the time that the service asked for', () => {
      addAll('a', 'b', 'c');
      schedule.start();
      for (const id of ['a', 'b', 'c']) schedule.ask(id);
      schedule.grant();
      schedule.retry('a', 'busy', 5000);
      assert.deepEqual(schedule.grant(), []);
      assert.equal(schedule.nextAt(), 5000);
      now = 5000;
      assert.deepEqual(schedule.start(), ['a']);
      assert.deepEqual(schedule.grant(), ['c']);
    });

    it('holds lines of a batch that are not sent, and no other', () => {
      addAll('a', 'b', 'c', 'd', 'e');
      schedule.start();
      for (const id of ['a', 'b', 'c']) schedule.ask(id);
      schedule.grant();
      schedule.hold(true);
      schedule.settle('a', true);
      schedule.settle('b', true);
      add('now', 9, { lane: prepared, urgency: 0 });
      assert.deepEqual(schedule.start(), ['now']);
      schedule.ask('now');
      assert.deepEqual(schedule.grant(), ['now']);
      schedule.hold(false);
      assert.deepEqual(schedule.start(), ['e']);
      assert.deepEqual(schedule.grant(), ['c']);
    });

    it('has room in hand for lines that are stored while others are spoken', () => {
      addAll('a', 'b', 'c');
      assert.equal(schedule.capacity(), 5);
      schedule.start();
      schedule.ask('a');
      schedule.grant();
      schedule.release('a');
      assert.equal(schedule.capacity(), 6);
      schedule.settle('a', true);
      assert.equal(schedule.capacity(), 5);
    });

    it('feels its way with one line while the service is out of reach', () => {
      addAll('a', 'b', 'c');
      schedule.start();
      schedule.ask('a');
      schedule.ask('b');
      schedule.ask('c');
      schedule.grant();
      schedule.retry('a', 'unreachable');
      schedule.retry('b', 'unreachable');
      now = 100;
      assert.deepEqual(schedule.start(), []);
      assert.deepEqual(schedule.grant(), ['c']);
      schedule.settle('c', true);
      assert.deepEqual(schedule.start(), ['a', 'b']);
    });
  });
});
