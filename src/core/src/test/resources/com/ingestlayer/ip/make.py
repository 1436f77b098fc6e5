"""Makes city.mmdb and asn.mmdb beside itself, in the shape of GeoLite2's: pip install mmdb-writer==0.2.7 && python make.py"""

from pathlib import Path

from mmdb_writer import MMDBWriter
from netaddr import IPSet

here = Path(__file__).parent

city = MMDBWriter(6, ipv4_compatible=True, database_type="GeoLite2-City", languages=["en"], description="made for a test")
city.insert_network(
    IPSet(["81.2.69.0/24"]),
    {"country": {"iso_code": "GB"}, "city": {"names": {"en": "London", "de": "London"}}},
)
city.insert_network(IPSet(["2a02:d500::/32"]), {"country": {"iso_code": "SE"}, "city": {"geoname_id": 1}})
city.to_db_file(str(here / "city.mmdb"))

asn = MMDBWriter(4, database_type="GeoLite2-ASN", languages=["en"], description="made for a test")
asn.insert_network(
    IPSet(["81.2.0.0/16"]),
    {"autonomous_system_number": 20712, "autonomous_system_organization": "Example Internet"},
)
asn.to_db_file(str(here / "asn.mmdb"))
