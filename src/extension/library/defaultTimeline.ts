import type { Change } from './library.ts';
import { derivedId } from './uuid.ts';

/** The id of the timeline that every project begins with, the same on every machine. */
export function defaultTimelineId(projectId: string): string {
  return derivedId(projectId, 'timeline', 'default');
}

/**
 * The timeline that a project begins with: "Timeline 1" at 30 frames a second, 1920×1080, 300 seconds, with the tracks V1 and A1.
 * The project row must be there already, or be inserted before these in the same transaction.
 */
export function defaultTimelineChanges(projectId: string): readonly Change[] {
  const timelineId = defaultTimelineId(projectId);
  return [
    {
      table: 'rewrite_timelines',
      kind: 'insert',
      row: {
        id: timelineId,
        project_id: projectId,
        name: 'Timeline 1',
        duration_seconds: 300,
        frame_rate: 30,
        width: 1920,
        height: 1080,
      },
    },
    trackChange(projectId, timelineId, { name: 'V1', type: 'video', order: 0 }),
    trackChange(projectId, timelineId, { name: 'A1', type: 'audio', order: 1 }),
  ];
}

interface NewTrack {
  readonly name: string;
  readonly type: 'video' | 'audio';
  readonly order: number;
}

function trackChange(projectId: string, timelineId: string, track: NewTrack): Change {
  return {
    table: 'rewrite_tracks',
    kind: 'insert',
    row: {
      id: derivedId(projectId, 'track', `default:${track.name}`),
      timeline_id: timelineId,
      name: track.name,
      type: track.type,
      order_index: track.order,
    },
  };
}
