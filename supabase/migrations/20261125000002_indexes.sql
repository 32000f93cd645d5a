-- The data model's five indexes.
create index rewrite_scenes_script_id_order_index on public.rewrite_scenes (script_id, order_index);
create index rewrite_scene_content_scene_id_order_index on public.rewrite_scene_content (scene_id, order_index);
create index rewrite_tracks_timeline_id_order_index on public.rewrite_tracks (timeline_id, order_index);
create index rewrite_clips_track_id_start_frame on public.rewrite_clips (track_id, start_frame);
create index rewrite_traces_trace_id on public.rewrite_traces (trace_id);

-- Those that the other foreign keys need, so that deleting stays quick. `unique (project_id, …)` serves scripts, timelines and characters.
create index rewrite_projects_current_script_id on public.rewrite_projects (current_script_id);
create index rewrite_projects_current_timeline_id on public.rewrite_projects (current_timeline_id);
create index rewrite_assets_project_id on public.rewrite_assets (project_id);
create index rewrite_scene_content_audio_asset_id on public.rewrite_scene_content (audio_asset_id);
create index rewrite_clips_asset_id on public.rewrite_clips (asset_id);
