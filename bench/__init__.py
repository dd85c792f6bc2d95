"""The benchmark: a made-up campaign through the real pipeline, in ratios that hold on any machine."""
