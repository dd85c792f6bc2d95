"""What stands between the network and the pages: headers, compression, the framework's own words, and who gets in."""
