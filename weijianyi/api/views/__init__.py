"""Pages of 接口管理."""
